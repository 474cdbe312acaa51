/** Between two repaints of one burst: a run writes several rows a second. Milliseconds. */
const BETWEEN_MS = 200
/** A repaint that has not said by now that it is on the screen is not waited for. Milliseconds. */
const LOST_MS = 1_000

export type RepaintTurns = { changed(): void; painted(): void; stop(): void }

/**
 * Takes repaints in turns. The first change repaints at once. What changes until that is on the screen is one more repaint after it: beginning the next
 * one sooner would throw the first away, and a run that writes for seconds would show nothing until its end.
 */
export function repaintTurns(repaint: () => void): RepaintTurns {
  let is_painting = false
  let is_stale = false
  let next: ReturnType<typeof setTimeout> | undefined
  let lost: ReturnType<typeof setTimeout> | undefined
  const begin = () => {
    is_stale = false
    is_painting = true
    lost = setTimeout(painted, LOST_MS)
    repaint()
  }
  const painted = () => {
    if (!is_painting) return
    clearTimeout(lost)
    is_painting = false
    // Also when nothing is stale yet: a burst goes on.
    next = setTimeout(() => {
      next = undefined
      if (is_stale) begin()
    }, BETWEEN_MS)
  }
  return {
    changed() {
      if (is_painting || next !== undefined) is_stale = true
      else begin()
    },
    painted,
    stop() {
      clearTimeout(next)
      clearTimeout(lost)
    },
  }
}
