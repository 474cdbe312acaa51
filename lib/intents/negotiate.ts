import { drawText } from '@/lib/intents/text/registry'
import { digest } from '@/lib/kernel/canonical'
import { Fault } from '@/lib/kernel/errors'
import { CONFIRM_LEVELS, UI_SCHEMA_MAJOR, UI_SCHEMA_VERSION } from '@/schemas/activity'
import { Component, type UiIntent } from '@/schemas/intent'
import { clip } from './clip'

/** What a client says it can draw: `UI-Schema: 1.0; kinds=<digest or list>; confirm=none,click`. What it does not say it is taken to know. */
export type UiClient = { major: string; kinds: ReadonlySet<string> | null; confirm: readonly string[] | null }

const KINDS: readonly string[] = Component.options.map((option) => option.shape.kind.value)
/** Short name of the whole catalogue of kinds: a client that has the same one knows them all. */
export const KINDS_DIGEST = digest(KINDS).slice(0, 16)
/** What this server speaks, as it answers it. */
export const UI_SCHEMA_SPOKEN = `${UI_SCHEMA_VERSION}; kinds=${KINDS_DIGEST}; confirm=${CONFIRM_LEVELS.join(',')}`

const MAX_CHARS = 1000
// Longest text of a notice (schemas/intent-text).
const NOTICE_MAX = 1900
// … and of a part in plain form.
const UNSUPPORTED_MAX = 7900
const VERSION = /^(\d{1,3})\.(\d{1,3})$/

/** Reads the header. Null when there is none: such a client gets everything. Throws `validation_failed` for one that cannot be read. */
export function readUiClient(header: string | null | undefined): UiClient | null {
  if (header === null || header === undefined || header.trim() === '') return null
  const [version = '', ...rest] = header
    .slice(0, MAX_CHARS)
    .split(';')
    .map((part) => part.trim())
  const major = VERSION.exec(version)?.[1]
  const said = new Map(rest.filter((part) => part !== '').map((part) => [part.split('=')[0] ?? '', part.split('=')[1] ?? '']))
  if (major === undefined || [...said.keys()].some((key) => key !== 'kinds' && key !== 'confirm'))
    throw new Fault('validation_failed', `UI-Schema: cannot be read; say for example “${UI_SCHEMA_SPOKEN}”`, { field: 'UI-Schema' })
  const list = (key: string): string[] | null => said.get(key)?.split(',').filter(Boolean) ?? null
  const kinds = list('kinds')
  return { major, kinds: kinds === null || kinds[0] === KINDS_DIGEST ? null : new Set(kinds), confirm: list('confirm') }
}

/**
 * The card as this client can show it: a kind that it does not know is text, a confirmation that it does not know has no button, and another major version gets the
 * whole card as text. The digest stays that of the whole card, because the plain form says the same and a decision binds what the server holds.
 */
export function forClient(intent: UiIntent, client: UiClient | null): UiIntent {
  if (client === null) return intent
  if (client.major !== UI_SCHEMA_MAJOR) return { ...intent, components: [plainForm(intent.title, intent.plain, intent.href)], actions: [] }
  const { kinds, confirm } = client
  // An editor keeps a change by its own button, so it needs that confirmation too.
  const is_known = (part: Component): boolean =>
    (kinds === null || kinds.has(part.kind)) && (part.kind !== 'plan.editor' || confirm === null || confirm.includes(part.save.confirm.level))
  const first = intent.components.findIndex((part) => !is_known(part))
  return {
    ...intent,
    components: intent.components.map((part, at) => (is_known(part) ? part : unsupported(intent, part, textOf(intent, part, at === first), kinds))),
    actions: intent.actions.filter((action) => confirm === null || confirm.includes(action.confirm.level)),
  }
}

/** A part as text. The first one says every figure that a decision has to show and that the text does not hold yet. */
function textOf({ facts, must_show, server_now }: UiIntent, part: Component, is_first: boolean): string {
  const text = drawText(part, { facts, now: server_now }).join('\n')
  const missing = is_first
    ? must_show.flatMap((id) => (facts[id] === undefined || text.includes(facts[id].text) ? [] : [`${facts[id].label}: ${facts[id].text}`]))
    : []
  return [...missing, text].join('\n')
}

/** A client that knows the kind for it gets text that says where it belongs; every client knows a notice. */
function unsupported(intent: UiIntent, part: Component, text: string, kinds: ReadonlySet<string> | null): Component {
  if (kinds === null || kinds.has('unsupported')) return { kind: 'unsupported', asked_kind: part.kind, text: clip(text, UNSUPPORTED_MAX), href: intent.href }
  return plainForm('Shown in plain form', text, intent.href)
}

const plainForm = (title: string, text: string, href: string): Extract<Component, { kind: 'notice' }> => ({
  kind: 'notice',
  tone: 'info',
  title,
  text: clip(text, NOTICE_MAX),
  remedy: `Open it in Countersign: ${href}`,
})
