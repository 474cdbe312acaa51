import { clip, clipDeep } from '@/lib/intents/clip'
import { CUTS, cutComponent } from '@/lib/intents/cut'
import type { Facts } from '@/lib/intents/fact'
import { factRefs } from '@/lib/intents/fact-refs'
import { plainText } from '@/lib/intents/plain'
import { digest } from '@/lib/kernel/canonical'
import { invariant } from '@/lib/kernel/errors'
import type { Evidence } from '@/schemas/evidence/evidence'
import { type Component, type EvidenceNote, INTENT_MAX_BYTES, type IntentAction, UiIntent } from '@/schemas/intent'
import type { Instant } from '@/schemas/time'

export type IntentParts = {
  /** Stable per subject and purpose: `<case_id>.<part>`. */
  intent_id: string
  rev: number
  subject: UiIntent['subject']
  lifecycle?: UiIntent['lifecycle']
  title: string
  facts: Facts
  /** Evidence at hand; only what a fact or a chart cites is noted in the envelope. */
  evidence?: readonly Evidence[]
  /** Evidence that the points of a chart rest on, beside that of the facts. */
  cited?: readonly string[]
  components: Component[]
  actions?: IntentAction[]
  suggestions?: string[]
  must_show?: string[]
  produced_by: UiIntent['produced_by']
  now: Instant
  href: string
}

// Field limits of the envelope (schemas/intent).
const TEXT_MAX = 2000
const TITLE_MAX = 160
const QUERY_MAX = 400

/**
 * The envelope, complete and checked: digest over title, facts, components and actions, plain text, size under the limit (bulky parts are
 * cut and say so). Throws `broken_invariant` when a component draws a fact that is not in the ledger or nothing more can be cut.
 */
export function buildIntent(parts: IntentParts): UiIntent {
  const known = new Set(Object.keys(parts.facts))
  const missing = [...parts.components.flatMap(factRefs), ...(parts.must_show ?? [])].filter((id) => !known.has(id))
  invariant(missing.length === 0, `intent ${parts.intent_id} draws facts that it does not hold: ${missing.join(', ')}`)
  for (const cut of CUTS) {
    const components = parts.components.map((part) => clipDeep(cutComponent(part, cut), cut.text))
    const intent = assemble({ ...parts, facts: keptFacts(parts, components) }, components)
    if (byteLength(JSON.stringify(intent)) <= INTENT_MAX_BYTES) return UiIntent.parse(intent)
  }
  invariant(false, `intent ${parts.intent_id} stays above ${INTENT_MAX_BYTES} bytes when everything that may be cut is cut`)
}

// Facts that only cut rows drew leave with them.
function keptFacts({ facts, components, must_show = [] }: IntentParts, kept: readonly Component[]): Facts {
  const still = new Set([...kept.flatMap(factRefs), ...must_show])
  const gone = new Set(components.flatMap(factRefs).filter((id) => !still.has(id)))
  return Object.fromEntries(Object.entries(facts).filter(([id]) => !gone.has(id)))
}

function assemble(parts: IntentParts, components: Component[]): UiIntent {
  const title = clip(parts.title, TITLE_MAX)
  const facts = clipDeep(parts.facts, TEXT_MAX)
  const actions = clipDeep(parts.actions ?? [], TEXT_MAX).map((action) => ({ ...action, label: clip(action.label, 80) }))
  const must_show = parts.must_show ?? []
  return {
    ui_schema_version: '1.0',
    intent_id: parts.intent_id,
    rev: parts.rev,
    subject: parts.subject,
    digest: digest({ title, facts, components, actions }),
    lifecycle: parts.lifecycle ?? 'live',
    title,
    plain: plainText({ title, facts, components, actions, must_show, now: parts.now, href: parts.href }),
    facts,
    evidence: notesFor(facts, parts.evidence ?? [], parts.cited ?? []),
    components,
    actions,
    suggestions: (parts.suggestions ?? []).slice(0, 6).map((text) => ({ text: clip(text, 120) })),
    must_show,
    produced_by: parts.produced_by,
    server_now: parts.now,
    href: parts.href,
  }
}

function notesFor(facts: Facts, evidence: readonly Evidence[], by_charts: readonly string[]): Record<string, EvidenceNote> {
  const cited = new Set([...Object.values(facts).flatMap((fact) => fact.evidence), ...by_charts])
  const notes = evidence
    .filter((e) => cited.has(e.evidence_id))
    .map((e): [string, EvidenceNote] => [
      e.evidence_id,
      {
        source: e.source.connector,
        kind: e.kind,
        query: clip(e.source.query, QUERY_MAX),
        as_of: e.source.retrieved_at,
        digest: e.digest,
        completeness: e.completeness,
        gaps: e.gaps.map((g) => clip(g, QUERY_MAX)),
      },
    ])
  return Object.fromEntries(notes)
}

const byteLength = (text: string): number => new TextEncoder().encode(text).length
