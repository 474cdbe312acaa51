import { MIN_REASON_CHARS } from '@/lib/approval/decide-refusals'
import { isClosed } from '@/lib/cases/move'
import { type CaseContext, envelope } from '@/lib/desks/cost/intents/case-context'
import { caseFacts } from '@/lib/desks/cost/intents/case-facts'
import { isSaved, readingOf, savingFacts } from '@/lib/desks/cost/intents/measured-saving'
import { sendingEffect } from '@/lib/desks/cost/intents/sending'
import { causeSentence } from '@/lib/desks/cost/intents/sentences'
import { shownHeadline } from '@/lib/desks/cost/intents/shown-headline'
import { caseAction } from '@/lib/intents/action'
import { buildIntent } from '@/lib/intents/build'
import { SUBMITTABLE } from '@/lib/intents/case-statuses'
import { STATUS_WORDS } from '@/lib/intents/code-words'
import { mayHaveRest, restRule } from '@/lib/intents/rest-rule'
import { snoozeWords } from '@/lib/intents/snooze-words'
import { reopenRule } from '@/lib/intents/state-rules'
import { formatCount } from '@/lib/kernel/format'
import { capital } from '@/lib/kernel/letters'
import { addDays, dayOf } from '@/lib/kernel/time'
import type { Component, IntentAction, UiIntent } from '@/schemas/intent'

/** The case in one sentence, its three figures, and what a person may do with it. The primary action is the primary action of the case. */
export function headlineIntent(ctx: CaseContext): UiIntent {
  const { c } = ctx
  const reading = readingOf(c)
  const is_saved = isClosed(c) && isSaved(c)
  return buildIntent({
    ...envelope(ctx, 'headline', { type: 'anomaly', id: c.case_id }),
    title: shownHeadline(c),
    facts: is_saved ? { ...caseFacts(ctx), ...savingFacts(ctx, reading) } : caseFacts(ctx),
    components: [
      {
        kind: 'headline',
        severity: c.severity,
        status: capital(STATUS_WORDS[c.status]),
        sentence: causeSentence(ctx),
        // Once it is over, what came of it stands first, and nothing goes on.
        figures: is_saved ? ['realized_month', 'at_stake_day', 'delta_pct'] : ['at_stake_day', 'delta_pct', ...(isClosed(c) ? [] : ['projected_30d'])],
      },
      ...notices(ctx),
    ],
    actions: caseActions(ctx),
    suggestions: ['Why this category?', 'What happened before the spike?', 'What changed most in the last 7 days?', 'What is the plan?'],
    must_show: ['at_stake_day'],
  })
}

const TRIED_AGAIN = { title: 'A step of this case failed', remedy: 'It is tried again; what is known so far stands.' }
const STUCK = { title: 'A person has to decide', remedy: 'Nothing goes on by itself; what is known so far stands.' }

function notices({ c, file }: CaseContext): Component[] {
  const found: Component[] = []
  if (c.trouble !== null)
    found.push({
      kind: 'notice',
      tone: 'degraded',
      ...(c.status === 'escalated' || c.status === 'error' ? STUCK : TRIED_AGAIN),
      text: c.trouble,
    })
  if (c.rest_of !== undefined)
    found.push({
      kind: 'notice',
      tone: 'info',
      title: 'What the first plan left out',
      text: `Case ${c.rest_of.case_id} left out ${formatCount(c.rest_of.resources, 'resource')}, which this case is for. The cause is that of the whole incident.`,
      remedy: null,
    })
  if (file.anomaly.is_provisional)
    found.push({
      kind: 'notice',
      tone: 'info',
      title: 'Some days of this anomaly are not settled',
      text: 'The provider may still restate them for 48 hours. No action is taken on them alone.',
      remedy: null,
    })
  if (c.snoozed != null)
    found.push({
      kind: 'notice',
      tone: 'info',
      title: `Snoozed ${snoozeWords(c.snoozed, c.currency)}`,
      text: `${c.snoozed.name}: ${c.snoozed.because}`,
      remedy: 'It comes back to the open list by itself, or when somebody brings it back.',
    })
  if (c.status === 'withdrawn_by_restatement')
    found.push({ kind: 'notice', tone: 'void', title: 'The bill was restated', text: 'The restated days no longer show this anomaly.', remedy: null })
  return found
}

function caseActions(ctx: CaseContext): IntentAction[] {
  const { c, viewer, now } = ctx
  if (isClosed(c)) return [reopenAction(ctx), ...restAction(ctx)]
  const withReason = (prompt: string) => ({ confirm: { level: 'reason' as const, prompt, min_reason: MIN_REASON_CHARS } })
  const assess = (assessment: string, label: string, effect: string) =>
    caseAction('anomaly.assess', c, viewer, now, {
      id: `assess.${assessment}`,
      label,
      effect,
      params: { assessment },
      ...withReason('Say what makes you sure.'),
    })
  const send = SUBMITTABLE.includes(c.status) ? [submitAction({ c, viewer, now })] : []
  const own =
    c.owner === viewer.id
      ? []
      : [
          caseAction('case.assign_owner', c, viewer, now, {
            label: c.owner === null ? 'Take ownership' : 'Take over ownership',
            effect: `Makes ${viewer.name} the owner of the case.`,
            params: { owner: viewer.id },
            confirm: { level: 'none' },
          }),
        ]
  return [
    ...send,
    caseAction('case.acknowledge', c, viewer, now, {
      label: 'Acknowledge',
      style: send.length === 0 && c.status === 'detected' ? 'primary' : 'neutral',
      effect: 'Says that somebody has seen it.',
      confirm: { level: 'none' },
    }),
    ...own,
    ...(c.run === null ? [] : restAction(ctx)),
    ...putAway({ c, viewer, now }),
    assess('expected', 'Mark as expected', 'Closes the case; the detector learns nothing from it.'),
    assess('false_positive', 'Mark as false alarm', 'Closes the case and counts it as a false alarm.'),
    caseAction('case.close', c, viewer, now, {
      label: 'Close the case',
      effect: 'Accepts the spend as it is. Nothing is changed.',
      ...withReason('Say why nothing has to be done.'),
    }),
  ]
}

/** Offered where a plan left something out because one plan may only change so much, as long as its saving may be verified. */
function restAction({ c, viewer, now, open_beside, carried_on }: CaseContext): IntentAction[] {
  if (!mayHaveRest(c)) return []
  const action = caseAction('case.plan_rest', c, viewer, now, {
    label: 'Plan the rest',
    effect: 'Opens a case of its own for what this plan left out, with a plan, signatures, a way back and a saving of its own. Nothing runs.',
    confirm: { level: 'reason', prompt: 'Say why the rest is worth it.', min_reason: MIN_REASON_CHARS },
  })
  return [{ ...action, disabled: action.disabled ?? restRule(c, open_beside, carried_on) }]
}

function reopenAction({ c, viewer, now, open_beside }: CaseContext): IntentAction {
  const action = caseAction('case.reopen', c, viewer, now, {
    label: 'Reopen',
    effect: 'Asks every source again and decides the cause anew. It stays closed when the bill no longer shows the incident.',
    confirm: { level: 'reason', prompt: 'Say what is left to do.', min_reason: MIN_REASON_CHARS },
  })
  // That another case of the incident is open is the reason to give, also where what this one changed may stand.
  const disabled = action.disabled?.rule === 'in_place' ? null : action.disabled
  return { ...action, disabled: disabled ?? reopenRule(c, open_beside) }
}

/** Takes the case out of the open list, or brings it back. */
function putAway({ c, viewer, now }: Pick<CaseContext, 'c' | 'viewer' | 'now'>): IntentAction[] {
  if (c.snoozed != null)
    return [caseAction('anomaly.wake', c, viewer, now, { label: 'Bring back', effect: 'Puts the case back into the open list.', confirm: { level: 'none' } })]
  const today = dayOf(now)
  return [
    caseAction('anomaly.snooze', c, viewer, now, {
      label: 'Snooze',
      effect:
        'Takes the case out of the open list until the day, or until its rise has grown by so much, and for at most 92 days. Fill in one of them or both.',
      inputs: [
        { param: 'until', label: 'Until (day)', kind: 'day', value: addDays(today, 7), min: addDays(today, 1), max: addDays(today, 92) },
        { param: 'grows_pct', label: 'Or until it grows by (percent)', kind: 'whole_number', value: '', min: '5', max: '1000' },
      ],
      confirm: { level: 'reason', prompt: 'Say why it can wait.', min_reason: MIN_REASON_CHARS },
    }),
  ]
}

/** Sends the plan to the people whom policy names. */
export function submitAction({ c, viewer, now }: Pick<CaseContext, 'c' | 'viewer' | 'now'>): IntentAction {
  return caseAction('plan.submit', c, viewer, now, {
    label: c.status === 'policy_denied' ? 'Ask policy again' : 'Send for approval',
    style: 'primary',
    effect: sendingEffect(c),
    confirm: { level: 'click', prompt: 'Whoever sends a plan cannot approve it.' },
  })
}
