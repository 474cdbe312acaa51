import { IntentView } from '@/components/cards/intent-view'
import { PlanEditor } from '@/components/cards/plan-editor'
import { Strip } from '@/components/cards/strip'
import { answer_intents } from '@/components/fixtures/answer-intents'
import { attribution, chart, headline, triage } from '@/components/fixtures/case-analysis-intents'
import { approvalIntent, plan, plan_long } from '@/components/fixtures/case-plan-intents'
import { execution, timeline } from '@/components/fixtures/case-run-intents'
import {
  execution_partial,
  execution_running,
  execution_settling,
  execution_too_late,
  execution_uncertain,
  execution_waiting,
} from '@/components/fixtures/executions'
import { NOW } from '@/components/fixtures/make'
import { plan_editor, plan_editor_budget, plan_editor_denied } from '@/components/fixtures/plan-edits'
import { KINDS } from '@/components/fixtures/states'
import { STRIPS } from '@/components/fixtures/strips'
import { open_board, undone_board, verified_board, waiting_board } from '@/components/fixtures/verification'
import { PageTitle } from '@/components/screens/page-title'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import type { MarkKind } from '@/components/ui/mark'
import { Notice } from '@/components/ui/notice'

const GALLERY_SCREENS = [
  'inbox',
  'inbox-empty',
  'inbox-stale',
  'inbox-narrowed',
  'inbox-nothing-found',
  'conversation',
  'case',
  'case-verified',
  'approvals',
  'approve',
  'approve-own',
  'approve-decided',
  'verification',
  'verification-waiting',
  'verification-empty',
  'verification-open',
  'verification-undone',
  'savings',
  'savings-empty',
  'sources',
  'audit',
  'sign-in',
  'loading',
  'denied',
] as const
/** One page for each kind of card. */
export const GALLERY_KINDS: readonly string[] = [...new Set(KINDS.map((k) => k.kind))]
const MARKS: MarkKind[] = ['critical', 'high', 'medium', 'low', 'verified', 'unknown', 'refused', 'current', 'waiting']
const TONES = ['info', 'missing', 'stale', 'degraded', 'denied', 'expired', 'void', 'done'] as const

/** Every kind of card in every state, to be looked at. */
export function GalleryScreen() {
  return (
    <main className="mx-auto max-w-[62rem] space-y-6 px-4 py-8">
      <PageTitle title="Gallery" lead="Every card in every state, from fixtures." />
      {Object.entries({ Screens: GALLERY_SCREENS, Kinds: GALLERY_KINDS }).map(([label, names]) => (
        <nav key={label} aria-label={label} className="flex flex-wrap gap-3 text-table">
          {names.map((name) => (
            <Link key={name} href={`/gallery/${name}`} className="text-accent underline underline-offset-4">
              {name}
            </Link>
          ))}
        </nav>
      ))}
      <div className="flex flex-wrap gap-4">
        {MARKS.map((m) => (
          <Badge key={m} kind={m}>
            {m}
          </Badge>
        ))}
      </div>
      <div className="flex flex-wrap gap-3">
        {(['primary', 'neutral', 'danger', 'quiet'] as const).map((v) => (
          <Button key={v} variant={v}>
            {v}
          </Button>
        ))}
        <Button variant="primary" disabled>
          disabled
        </Button>
      </div>
      <div className="grid gap-3 md:grid-cols-2">
        {TONES.map((tone) => (
          <Notice
            key={tone}
            notice={{ tone, title: `A notice that is ${tone}`, text: 'What happened, in one sentence that names the thing.', remedy: 'What to do about it.' }}
          />
        ))}
      </div>
      {Object.entries(STRIPS).map(([name, slots]) => (
        <div key={name} className="panel p-4">
          <p className="eyebrow mb-3">strip, {name}</p>
          <Strip slots={slots} now={NOW} />
        </div>
      ))}
      {[
        headline,
        chart,
        attribution,
        triage,
        plan,
        plan_long,
        approvalIntent('pending'),
        approvalIntent('pending', STRIPS.waiting, 'You proposed this plan, and nobody approves their own.'),
        approvalIntent('denied', STRIPS.denied),
        approvalIntent('expired', STRIPS.waiting),
        approvalIntent('void', STRIPS.void),
        execution,
        execution_running,
        execution_waiting,
        execution_settling,
        execution_partial,
        execution_uncertain,
        execution_too_late,
        verified_board,
        waiting_board,
        open_board,
        undone_board,
        timeline,
        ...answer_intents,
      ].map((i) => (
        <IntentView key={i.intent_id + i.lifecycle} intent={i} />
      ))}
      <PlanEditor view={plan_editor} />
      <PlanEditor view={plan_editor} is_open />
      <PlanEditor view={plan_editor_budget} is_open />
      <PlanEditor view={plan_editor_budget} is_open draft={{ 'targets.alarm_pct': '40', 'targets.limit': '40000' }} />
      <PlanEditor view={plan_editor} is_open draft={{ 'schedule.on_hour': '24', 'schedule.days': [] }} />
      <PlanEditor view={plan_editor_denied} is_open />
    </main>
  )
}
