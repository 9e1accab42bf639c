/**
 * @externs
 * What browsers declare and the compiler knows only as members of the window.
 */
var addEventListener, close, innerHeight, localStorage, matchMedia, open, scrollBy, scrollTo, scrollY, sessionStorage;
