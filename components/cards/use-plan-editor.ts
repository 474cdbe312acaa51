'use client'
import { useState } from 'react'
import { changedParams, type Draft, draftError, fieldOfRefusal } from '@/components/cards/plan-edit-draft'
import { type Scoring, usePlanPreview } from '@/components/cards/use-plan-preview'
import type { PlanEditorView } from '@/schemas/plan-edit-view'

/** One edit while it is made: what was typed, what is wrong with it, what the server makes of it, and whether the plan is still the one it began with. */
export function usePlanEditor(latest: PlanEditorView, is_open: boolean, given: Draft) {
  const [view, setView] = useState(latest)
  const [draft, setDraft] = useState<Draft>(given)
  const [action_id, setAction] = useState(view.actions[0]?.action_id ?? '')

  const action = view.actions.find((a) => a.action_id === action_id) ?? view.actions[0]
  const fields = action?.fields ?? []
  const params = changedParams(fields, draft)
  const is_changed = Object.keys(params).length > 0
  const typed = Object.fromEntries(fields.map((f) => [f.param, draftError(f, draft)]))
  const is_valid = Object.values(typed).every((e) => e === null)
  const scoring = usePlanPreview(view.case_id, action?.action_id ?? '', is_open && is_changed && is_valid ? JSON.stringify(params) : null)

  // A plan that changed meanwhile is taken over as long as nothing was typed; after that the person decides.
  const is_behind = latest.plan_hash !== view.plan_hash
  if (latest !== view && (!is_changed || !is_behind)) setView(latest)
  const is_stale = is_changed && (is_behind || (scoring.state === 'scored' && scoring.preview.plan_hash !== view.plan_hash))

  const refused = scoring.state === 'refused' ? scoring : null
  const refused_at = refused ? fieldOfRefusal(refused.message, refused.param, fields) : null
  const why_not = whyNot({ is_stale, is_changed, is_valid, scoring })
  return {
    view,
    action,
    fields,
    draft,
    params,
    scoring,
    is_stale,
    /** A refusal that no field can carry. */
    refused: refused_at === null ? (refused?.message ?? null) : null,
    errorOf: (param: string): string | null => typed[param] ?? (refused_at === param ? (refused?.message ?? null) : null),
    /** The button that keeps the change, off with the reason while it cannot. */
    save: {
      ...view.save,
      params: { action_id: action?.action_id ?? '', params },
      disabled: view.save.disabled ?? (why_not === null ? null : { rule: 'editor', text: why_not, unblock: '' }),
    },
    set: (param: string, value: Draft[string]) => setDraft({ ...draft, [param]: value }),
    choose(id: string) {
      setAction(id)
      setDraft({})
    },
    reset() {
      setView(latest)
      setDraft({})
    },
  }
}

type Standing = { is_stale: boolean; is_changed: boolean; is_valid: boolean; scoring: Scoring }

function whyNot({ is_stale, is_changed, is_valid, scoring }: Standing): string | null {
  if (is_stale) return 'The plan changed meanwhile.'
  if (!is_changed) return 'No changes yet.'
  if (!is_valid || scoring.state === 'refused') return 'A value is not allowed.'
  return scoring.state === 'scored' ? null : 'The change is being scored.'
}
