/** The channel on which the tab that holds the event stream tells the others. */
export const LIVE_CHANNEL = 'countersign.live'

export type LiveNotice = { topic: string; id: string }

/** What changed; null when anything may have ("reconnected"). */
export function liveNotice(data: unknown): LiveNotice | null {
  try {
    return typeof data === 'string' ? (JSON.parse(data) as LiveNotice) : null
  } catch {
    return null
  }
}
