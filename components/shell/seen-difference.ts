import type { UiIntent } from '@/schemas/intent'

export type Difference = { label: string; seen_as: string | null; now_as: string | null }

/** What a card says now that it did not say when it was shown. Null: it was not there. Figures first, in the order of the card. */
export function differenceOf(seen: UiIntent, now: UiIntent): Difference[] {
  const ids = [...new Set([...Object.keys(now.facts), ...Object.keys(seen.facts)])]
  const figures = ids.flatMap((id): Difference[] => {
    const [before, today] = [seen.facts[id], now.facts[id]]
    if (before?.text === today?.text) return []
    return [{ label: today?.label ?? before?.label ?? id, seen_as: before?.text ?? null, now_as: today?.text ?? null }]
  })
  const state = seen.lifecycle === now.lifecycle ? [] : [{ label: 'State', seen_as: seen.lifecycle, now_as: now.lifecycle }]
  const title = seen.title === now.title ? [] : [{ label: 'Title', seen_as: seen.title, now_as: now.title }]
  return [...state, ...title, ...figures]
}
