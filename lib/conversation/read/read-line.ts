import { SCOPE_KEYS } from '@/schemas/evidence/cost'
import type { Frame } from '@/schemas/frame'
import type { Reading } from '@/schemas/reading'
import { decline, unknownName } from '../ask-back/ask-back'
import { chipsOf } from '../chips/chips'
import type { ReadingContext } from '../follow-up/context'
import { parse, print } from '../frame/canonical'
import { findTerm } from '../glossary/glossary'
import type { Gazetteer } from '../tag/gazetteer'
import { NOBODY } from '../tag/nobody'
import type { ScopeKey } from '../tag/tag'
import { nameKey } from '../words/normalise'

/** A canonical line, for people who like to type commands and for chips that were edited. Unknown names are errors, not guesses. */
export function readLine(line: string, ctx: ReadingContext): Reading {
  const parsed = parse(line, ctx.today)
  if (parsed === undefined) return decline(line, 'This line is not a question I can run: check the words after each colon.')
  const named = withNames(parsed, ctx.gazetteer)
  if ('missing' in named) return unknownName(named.missing, named.said, line, ctx)
  const { frame } = named
  if ('case_id' in frame && frame.case_id !== null && !ctx.gazetteer.cases.some((c) => c.case_id === frame.case_id))
    return decline(line, `There is no case ${frame.case_id}.`)
  if (
    'person' in frame &&
    frame.person !== null &&
    !(frame.person === NOBODY && frame.frame === 'list_anomalies') &&
    !ctx.gazetteer.people.some((p) => p.id === frame.person)
  )
    return decline(line, `Nobody here has the id ${frame.person}.`)
  if ('term' in frame && findTerm(frame.term) === undefined) return decline(line, `The glossary has no “${frame.term}”.`)
  const scope = 'scope' in frame ? Object.fromEntries(Object.keys(frame.scope).map((key) => [key, { source: 'said' as const, said: '' }])) : {}
  const of = Object.fromEntries(Object.keys(frame).map((slot) => [slot, 'said' as const]))
  const chips = chipsOf(frame, { scope, case_id: 'said', of }, [], ctx.gazetteer, ctx.today)
  return { outcome: 'answered', frame, canonical: print(frame, ctx.today), chips, score: 1, note: null, read_by: 'grammar' }
}

/** Accounts may be written by name and everything in any case; what the tenant does not have is named. */
function withNames(frame: Frame, gazetteer: Gazetteer): { frame: Frame } | { missing: ScopeKey; said: string } {
  const known: Record<ScopeKey, { id: string; name: string }[]> = {
    sub_account_id: gazetteer.accounts,
    service_name: gazetteer.services.map((id) => ({ id, name: id })),
    region_id: gazetteer.regions.map((id) => ({ id, name: id })),
    usage_type: gazetteer.usage_types.map((id) => ({ id, name: id })),
    owner: gazetteer.owners.map((id) => ({ id, name: id })),
  }
  const idOf = (key: ScopeKey, said: string): string | undefined =>
    said === '' ? '' : (known[key].find((k) => k.id === said) ?? known[key].find((k) => nameKey(k.name) === nameKey(said)))?.id
  if (!('scope' in frame)) return { frame }
  const scope = { ...frame.scope }
  for (const key of SCOPE_KEYS) {
    const said = scope[key]
    const id = said === undefined ? undefined : idOf(key, said)
    if (said !== undefined && id === undefined) return { missing: key, said }
    if (id !== undefined) scope[key] = id
  }
  if (!('except' in frame)) return { frame: { ...frame, scope } }
  const except = frame.except.map((e) => ({ key: e.key, value: idOf(e.key, e.value) ?? e.value }))
  const lost = frame.except.find((e) => idOf(e.key, e.value) === undefined)
  if (lost !== undefined) return { missing: lost.key, said: lost.value }
  if (!('any_of' in frame)) return { frame: { ...frame, scope, except } }
  const strange = frame.any_of.find((p) => idOf(p.key, p.value) === undefined)
  if (strange !== undefined) return { missing: strange.key, said: strange.value }
  return { frame: { ...frame, scope, except, any_of: frame.any_of.map((p) => ({ key: p.key, value: idOf(p.key, p.value) ?? p.value })) } }
}
