import type { ReactNode } from 'react'
import { IntentView } from '@/components/cards/intent-view'
import { contentKey } from '@/components/screens/case/content-key'
import { planInCase, withoutPrimary } from '@/components/screens/case/plan-on-page'
import { saidOnce } from '@/components/screens/case/said-once'
import { FoldedPanel } from '@/components/ui/folded-panel'
import type { CaseView } from '@/schemas/case-view'
import type { UiIntent } from '@/schemas/intent'

type SectionName = CaseView['pending'][number]['section']
const TITLE: Record<SectionName, string> = {
  chart: 'Cost',
  attribution: 'Attribution',
  triage: 'Why this category',
  plan: 'Plan',
  approval: 'Approval',
  execution: 'Execution',
  verification: 'Verification',
}

/** Sections that count no time and are long: what was found, and what is proposed. */
const KEPT: readonly SectionName[] = ['attribution', 'triage', 'plan']

/** A section that exists, or one line on when it will. What led to a run folds away once there is one: its outcome is what the page is read for then. */
export function CaseSection({ view, name }: { view: CaseView; name: SectionName }): ReactNode {
  const intent = view[name]
  if (!intent) return <Waiting view={view} name={name} />
  // A plan is signed on its own page, where all that the signature covers is in view.
  const said = name === 'plan' ? planInCase(intent, view.strip.length > 0) : name === 'triage' ? saidOnce(intent, view.headline) : intent
  const shown = withoutPrimary(said)
  const kept = KEPT.includes(name) ? { kept_by: contentKey(shown) } : {}
  const card = <IntentView intent={shown} id={name} are_actions_elsewhere={name === 'approval'} {...kept} />
  const is_past = (name === 'plan' || name === 'approval') && view.rail.some((stop) => stop.phase === 'execute' && stop.state === 'done')
  if (!is_past) return card
  return (
    <FoldedPanel title={TITLE[name]} text={pastText(intent)}>
      {card}
    </FoldedPanel>
  )
}

function pastText(intent: UiIntent): string {
  const approval = intent.components.find((c) => c.kind === 'approval.card')
  return approval?.closed ?? intent.title
}

function Waiting({ view, name }: { view: CaseView; name: SectionName }): ReactNode {
  const waiting = view.pending.find((p) => p.section === name)
  if (!waiting) return null
  return (
    <section id={name} className="flex flex-wrap items-baseline gap-x-3 rounded-card border border-dashed px-4 py-3 text-table">
      <h3 className="font-strong">{TITLE[name]}</h3>
      <p className="text-muted">{waiting.text}</p>
    </section>
  )
}

const SECTIONS = ['attribution', 'triage', 'plan', 'approval', 'execution', 'verification'] as const

/** What the page holds below its summary, in its order. */
export const sectionLinks = (view: CaseView): { id: string; title: string }[] => [
  ...SECTIONS.filter((name) => view[name] || view.pending.some((p) => p.section === name)).map((name) => ({ id: name, title: TITLE[name] })),
  ...(view.evidence ? [{ id: 'evidence', title: 'Evidence' }] : []),
  ...(view.timeline ? [{ id: 'timeline', title: 'Audit trail' }] : []),
]
