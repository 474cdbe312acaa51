// A browser needs one stream, or one a tab where it cannot share; more are a mistake or worse.
const MOST_PER_SESSION = 8

const shared = globalThis as unknown as { countersign_streams?: Map<string, Set<() => void>> }

/** Counts a stream until the returned function is called. The oldest stream of a session ends when there are too many. */
export function openStream(session_id: string, end: () => void): () => void {
  shared.countersign_streams ??= new Map()
  const streams = shared.countersign_streams
  const open = streams.get(session_id) ?? new Set()
  streams.set(session_id, open)
  open.add(end)
  const forget = () => {
    open.delete(end)
    if (open.size === 0 && streams.get(session_id) === open) streams.delete(session_id)
  }
  const [oldest] = open
  if (open.size > MOST_PER_SESSION) oldest?.()
  return forget
}
