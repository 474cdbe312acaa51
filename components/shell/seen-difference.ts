import type { UiIntent } from '@/schemas/intent'

export type Difference = { label: string; then: string | null; now: string | null }

/** What a card says now that it did not say when it was shown. Null: it was not there. Figures first, in the order of the card. */
export function differenceOf(seen: UiIntent, now: UiIntent): Difference[] {
  const ids = [...new Set([...Object.keys(now.facts), ...Object.keys(seen.facts)])]
  const figures = ids.flatMap((id): Difference[] => {
    const [then, today] = [seen.facts[id], now.facts[id]]
    if (then?.text === today?.text) return []
    return [{ label: today?.label ?? then?.label ?? id, then: then?.text ?? null, now: today?.text ?? null }]
  })
  const state = seen.lifecycle === now.lifecycle ? [] : [{ label: 'State', then: seen.lifecycle, now: now.lifecycle }]
  const title = seen.title === now.title ? [] : [{ label: 'Title', then: seen.title, now: now.title }]
  return [...state, ...title, ...figures]
}
