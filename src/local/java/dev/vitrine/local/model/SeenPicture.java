package dev.vitrine.local.model;

/** A picture with what the network makes of it. */
record SeenPicture(Picture picture, Recognition recognition) {}
