// Whether this tab still hears the server. The tab with the stream finds out and tells the others.
let is_lost = false
const followers = new Set<() => void>()

export const isConnectionLost = (): boolean => is_lost

export function setConnectionLost(lost: boolean): void {
  if (lost === is_lost) return
  is_lost = lost
  for (const follower of followers) follower()
}

/** Follows the connection; the browser itself may know first that there is none. */
export function onConnection(follower: () => void): () => void {
  const gone = () => setConnectionLost(true)
  const back = () => setConnectionLost(false)
  followers.add(follower)
  addEventListener('offline', gone)
  addEventListener('online', back)
  return () => {
    followers.delete(follower)
    removeEventListener('offline', gone)
    removeEventListener('online', back)
  }
}
