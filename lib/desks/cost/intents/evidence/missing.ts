import { evidenceWords } from '@/lib/desks/cost/intents/evidence-words'
import { CATEGORY_LABELS } from '@/lib/intents/category-words'
import { formatCount, formatInstant } from '@/lib/kernel/format'
import { lower } from '@/lib/kernel/letters'
import type { DrawEvidence } from './piece'
import { firstRows } from './piece'

// Evidence kind → the collector that brings it, and what has to be true for it to bring any.
const COLLECTORS: Record<string, { name: string; because: string }> = {
  'cost.leaf_changes': { name: 'Bill', because: 'the bill could not be read' },
  'cost.charge_events': { name: 'Bill', because: 'the bill could not be read' },
  'cost.commitment_use': { name: 'Bill', because: 'the bill could not be read' },
  'cost.resource_costs': { name: 'Bill', because: 'the bill could not be read' },
  'cost.change_events': { name: 'Change log', because: 'no change log is connected, or it did not answer' },
  'cloud.instances': { name: 'Cloud account', because: 'the bill names no instance here, the account is not connected, or it did not answer' },
  'cloud.volumes': { name: 'Cloud account', because: 'the bill names no volume here, the account is not connected, or it did not answer' },
  'k8s.allocation': { name: 'Kubernetes allocation', because: 'no allocation is connected for this account, or it did not answer' },
  'business.driver': { name: 'Business measures', because: 'no measure is connected, or it has no day here' },
}

/** What no source brought: who would have, since when it is missing, and which question stays open without it. */
export const missingEvidence: DrawEvidence = ({ file, evidence, now }) => {
  const { triage } = file
  if (triage === null || triage.missing_evidence.length === 0) return null
  // Every source is asked in one go, so the newest answer dates what did not come.
  const asked_at = evidence
    .map((e) => e.source.retrieved_at)
    .sort()
    .at(-1)
  const { shown, more } = firstRows(triage.missing_evidence, 'source')
  return {
    part: {
      kind: 'evidence.missing',
      title: `${formatCount(triage.missing_evidence.length, 'answer is', 'answers are')} missing: ${openWords(openRules(triage.missing_evidence))}`,
      subtitle: 'What could not be checked counts as not known, never as nothing found',
      more,
      gaps: [],
      absent: shown.map((kind) => ({
        what: evidenceWords(kind),
        collector: COLLECTORS[kind]?.name ?? kind,
        since: asked_at === undefined ? 'not known since when' : `no answer on ${formatInstant(asked_at, now)}`,
        because: COLLECTORS[kind]?.because ?? 'nobody brought it',
        leaves_open: openWords(openRules([kind])),
      })),
      remedy: 'Connect the source in Settings, then ask all sources again.',
    },
    facts: {},
  }

  function openRules(kinds: readonly string[]): string[] {
    const rules = triage?.verdicts.filter((v) => v.outcome === 'unknown' && v.missing.some((m) => kinds.includes(m))) ?? []
    return rules.map((v) => inSentence(CATEGORY_LABELS[v.category]))
  }
}

// Kubernetes keeps its capital.
const inSentence = (label: string): string => (label.startsWith('Kubernetes') ? label : lower(label))

const openWords = (categories: readonly string[]): string =>
  categories.length === 0
    ? 'no category stays open'
    : `${[categories.slice(0, -1).join(', '), categories.at(-1)].filter((c) => c !== '').join(' and ')} ${categories.length === 1 ? 'stays' : 'stay'} open`
