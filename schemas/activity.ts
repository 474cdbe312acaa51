// AG-UI activity types. Apart from the shapes, so that a page that only compares them carries no schema code.

/** A card: content is a UiIntent. */
export const INTENT_ACTIVITY = 'countersign.intent'
/** What a question was read as and which cards answered it: content is a Turn. */
export const TURN_ACTIVITY = 'countersign.turn'
/** A run that did not finish: content is a RunFailure. It stays in the transcript, so that a reload still says what happened. */
export const FAILURE_ACTIVITY = 'countersign.failure'

/** What this build understands of the contract of cards, apart from the shapes for the same reason. */
export const UI_SCHEMA_MAJOR = '1'
export const UI_SCHEMA_VERSION = '1.0'
export const CONFIRM_LEVELS: readonly string[] = ['none', 'click', 'reason', 'typed']
/** What this page says of itself when it asks for cards (header `UI-Schema`, or `ui` among the forwarded properties of a run). */
export const UI_SCHEMA_SENT = `${UI_SCHEMA_VERSION}; confirm=${CONFIRM_LEVELS.join(',')}`

/** How ids of cards begin that only hold the place of one while it is read. */
export const ON_THE_WAY = 'view.on_the_way.'
