import type { Frame } from '@/schemas/frame'
import { parse } from '../frame/canonical'
import type { Slots } from '../frame/slots'
import type { Piece } from '../tag/tag'
import { isCueWord } from '../tag/vocabulary'
import { nameKey } from '../words/normalise'
import type { ReadingContext } from './context'
import { isElliptical, JOINTS } from './follow-up'

/** The choice that was picked from those that were offered: by its place, by its words, or by a name that only it holds. */
export function pickOffered(pieces: readonly Piece[], slots: Slots, ctx: ReadingContext): Frame | undefined {
  const offered = ctx.offered ?? []
  if (offered.length === 0) return undefined
  const text = pieces.map((p) => p.text).join(' ')
  const number = /^(?:option |number |the )?(\d)$/.exec(text)?.[1]
  const at = slots.ordinal ?? (number === undefined ? ordinalAlone(text) : Number(number) - 1)
  const picked = at !== null ? offered.at(at) : undefined
  if (picked !== undefined) return parse(picked.canonical, ctx.today)
  if (offered.length === 1 && /^(?:yes|yep|yeah|sure|right|correct|exactly|ok|okay|that one)(?: please)?$/.test(text))
    return parse(offered[0]?.canonical ?? '', ctx.today)
  const wanted = nameKey(text)
    .split(' ')
    .filter((w) => w.length > 1 && !JOINTS.has(w))
  if (wanted.length === 0) return undefined
  const frames = offered.flatMap((o) => {
    const frame = parse(o.canonical, ctx.today)
    return frame === undefined ? [] : [frame]
  })
  // Among choices of one view a word that means a view asks for that view: “what is the plan” is not the case of a savings plan.
  const is_one_view = new Set(frames.map((f) => f.frame)).size === 1
  const fits = offered.filter((o) => wanted.every((w) => !(is_one_view && isCueWord(w)) && nameKey(o.label).split(' ').includes(w)))
  const by_case = frames.filter((f) => 'case_id' in f && f.case_id !== null && sitsIn(f.case_id, slots, ctx))
  if (fits.length === 1) return parse(fits[0]?.canonical ?? '', ctx.today)
  return by_case.length === 1 && isElliptical(pieces) ? by_case[0] : undefined
}

const ordinalAlone = (text: string): number | null => {
  const at = ['first', 'second', 'third', 'fourth', 'fifth'].findIndex((w) => new RegExp(`^(?:the )?${w}$`).test(text))
  return at === -1 ? (/^(?:the )?last$/.test(text) ? -1 : null) : at
}

function sitsIn(case_id: string, slots: Slots, ctx: ReadingContext): boolean {
  if (slots.case_ids.includes(case_id)) return true
  const found = ctx.gazetteer.cases.find((c) => c.case_id === case_id)
  const keys = (['sub_account_id', 'service_name', 'region_id', 'owner'] as const).filter((k) => slots.scope[k] !== undefined)
  return found !== undefined && keys.length > 0 && keys.every((k) => found[k] === slots.scope[k])
}
