/**
 * @externs
 * What browsers declare and the compiler knows only as members of the window.
 */
var addEventListener, close, innerHeight, localStorage, matchMedia, open, removeEventListener, scrollBy, scrollTo, scrollY, sessionStorage;
