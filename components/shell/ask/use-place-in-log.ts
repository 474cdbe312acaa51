import { type RefObject, useLayoutEffect, useRef } from 'react'

/** Space above what was scrolled to, pixels. */
const ABOVE_PX = 16
/** By then the parts of a page that are loaded later are there, milliseconds. */
const SETTLED_MS = 3000
const MOVES = ['wheel', 'touchstart', 'keydown', 'pointerdown'] as const

type Shown = { last_key: string | undefined; count: number; is_opening: boolean; has_earlier: boolean; is_page: boolean; earlier: () => void }

/** Scrolls the transcript and nothing around it: the page stays where it is. */
function bringTo(box: HTMLElement, element: Element): void {
  box.scrollTop += element.getBoundingClientRect().top - box.getBoundingClientRect().top - ABOVE_PX
}

/** Cards above draw their charts a moment later: what was led to stays where it was brought until then, or until the reader moves. */
function keepAt(box: HTMLElement, element: Element): void {
  const watched = new ResizeObserver(() => bringTo(box, element))
  const stop = () => {
    watched.disconnect()
    clearTimeout(late)
    for (const move of MOVES) removeEventListener(move, stop)
  }
  const late = setTimeout(stop, SETTLED_MS)
  for (const move of MOVES) addEventListener(move, stop)
  for (const part of box.querySelectorAll('article')) watched.observe(part)
}

/** The card that the address names, once: a link to a card leads there first. */
const linked = (): HTMLElement | null => document.getElementById(decodeURIComponent(location.hash.slice(1)))

/** A new question goes to the top once; after that the reader keeps their place while cards arrive below it, or earlier ones above. */
export function usePlaceInLog(log: RefObject<HTMLDivElement | null>, { last_key, count, is_opening, has_earlier, is_page, earlier }: Shown): void {
  const aimed = useRef(false)
  const shown_last = useRef<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a turn that was added moves the view
  useLayoutEffect(() => {
    const box = log.current
    if (!box || last_key === undefined || is_opening) return
    if (is_page && !aimed.current && location.hash.length > 1) {
      const card = linked()
      if (card === null && has_earlier) return earlier()
      shown_last.current = card === null ? null : last_key
      if (card) {
        bringTo(box, card)
        keepAt(box, card)
      }
      card?.focus({ preventScroll: true })
    }
    aimed.current = true
    if (shown_last.current === last_key) return
    shown_last.current = last_key
    const turn = box.querySelector('article:last-of-type')
    if (turn) bringTo(box, turn)
  }, [last_key, count, is_opening])
}
