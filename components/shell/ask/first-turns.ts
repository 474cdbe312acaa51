/** Questions that are read when a conversation is opened: more than a screen shows. Earlier ones are asked for. */
export const FIRST_TURNS = 6
