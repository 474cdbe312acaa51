/** A stream that does not come back within this is lost to its reader, milliseconds. Shorter gaps are those of a restart. */
const LOST_AFTER_MS = 5_000

type Hears = { event(data: string): void; lost(): void; back(): void }

/** The one stream of this browser. Resolves when it is left. */
export const followEvents = (leaving: AbortSignal, on: Hears): Promise<void> =>
  new Promise((resolve) => {
    const source = new EventSource('/api/events')
    let was_lost = false
    let patience: ReturnType<typeof setTimeout> | undefined
    const isHeard = () => {
      clearTimeout(patience)
      patience = undefined
    }
    source.onmessage = (event) => on.event(event.data)
    // Said for every try that failed, so that it is said again to whoever was told otherwise.
    source.onerror = () => {
      was_lost = true
      patience ??= setTimeout(() => {
        patience = undefined
        on.lost()
      }, LOST_AFTER_MS)
    }
    source.onopen = () => {
      isHeard()
      if (was_lost) on.back()
      was_lost = false
    }
    leaving.addEventListener('abort', () => {
      isHeard()
      source.close()
      resolve()
    })
  })
