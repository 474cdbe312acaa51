export const REPAINT_EVENT = 'countersign:repaint'

/** Reads the page again because this tab changed something. In turns with what the server tells, which says the same a moment later. */
export const repaint = (): void => void dispatchEvent(new Event(REPAINT_EVENT))
