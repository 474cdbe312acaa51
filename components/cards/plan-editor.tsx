'use client'
import { type FormEvent, useId, useRef, useState } from 'react'
import { ActionButton } from '@/components/cards/action-button'
import { type Draft, shownValue } from '@/components/cards/plan-edit-draft'
import { PlanEditField } from '@/components/cards/plan-edit-field'
import { PlanEditTerms } from '@/components/cards/plan-edit-terms'
import { usePlanEditor } from '@/components/cards/use-plan-editor'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import type { PlanEditorView } from '@/schemas/plan-edit-view'

const STALE = {
  tone: 'stale',
  title: 'The plan changed while you edited it',
  text: 'Your edits were for the previous plan and cannot be saved.',
  remedy: 'Start from the new plan.',
} as const

type Props = { view: PlanEditorView; is_open?: boolean; draft?: Draft }

/** Parameters of one action at a time, within their bounds, scored by the server while somebody types. Keeping a change makes another plan. */
export function PlanEditor({ view: latest, is_open: opens = false, draft: given = {} }: Props) {
  const [is_open, setOpen] = useState(opens)
  const form = useRef<HTMLFormElement>(null)
  const action_input = useId()
  const edit = usePlanEditor(latest, is_open, given)
  const { view, fields, save } = edit
  const denied = view.save.disabled
  // Enter in a field asks for what the button asks for.
  const submit = (e: FormEvent) => {
    e.preventDefault()
    form.current?.querySelector<HTMLButtonElement>('[data-save] button:not(:disabled)')?.click()
  }
  return (
    <section aria-label="Change parameters" id="edit-plan" className="panel @container">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-3 @2xl:px-5">
        <div className="min-w-0 flex-1 basis-64">
          <h3 className="font-strong text-table">Change parameters</h3>
          <p className="text-pretty text-muted text-small">
            {denied ? `${denied.text} ${denied.unblock}` : 'Within the limits of the template. Saving a change makes a new plan.'}
          </p>
        </div>
        <Button aria-expanded={is_open} onClick={() => setOpen(!is_open)}>
          {is_open ? 'Close' : denied ? 'Show the ranges' : 'Edit the plan'}
        </Button>
      </div>
      {is_open ? (
        <form ref={form} noValidate onSubmit={submit} className="border-t px-4 pb-4 @2xl:px-5">
          {edit.is_stale ? <Notice className="mt-4" notice={STALE} /> : null}
          {view.actions.length > 1 ? (
            <p className="mt-4 flex flex-wrap items-center gap-2 text-table">
              <label htmlFor={action_input}>Action</label>
              <Select id={action_input} value={edit.action?.action_id} onChange={(e) => edit.choose(e.target.value)} className="max-w-full">
                {view.actions.map((a) => (
                  <option key={a.action_id} value={a.action_id}>
                    {a.title}
                  </option>
                ))}
              </Select>
            </p>
          ) : null}
          <div className="grid gap-x-8 gap-y-4 pt-2 @3xl:grid-cols-[minmax(0,1fr)_19rem]">
            <div className="min-w-0">
              {fields.map((f) => (
                <PlanEditField
                  key={f.param}
                  field={f}
                  value={shownValue(f, edit.draft)}
                  is_changed={f.param in edit.params}
                  disabled={denied !== null}
                  error={edit.errorOf(f.param)}
                  onChange={(value) => edit.set(f.param, value)}
                />
              ))}
              {edit.refused ? (
                <p role="alert" className="text-critical text-table">
                  {edit.refused}
                </p>
              ) : null}
            </div>
            <PlanEditTerms terms={view.terms} scoring={edit.scoring} />
          </div>
          <footer className="mt-3 flex flex-wrap items-start justify-between gap-x-6 gap-y-3 border-t pt-4">
            <p className="min-w-0 flex-1 basis-64 text-pretty text-muted text-small">
              {view.voids ? <span className="text-ink">{view.voids} </span> : null}
              The new plan goes through its checks and dry run before it can be sent.
            </p>
            <div className="flex items-start gap-2">
              <Button variant={edit.is_stale ? 'neutral' : 'quiet'} disabled={!edit.is_stale && Object.keys(edit.draft).length === 0} onClick={edit.reset}>
                {edit.is_stale ? 'Start from the new plan' : 'Reset'}
              </Button>
              <div data-save className="max-w-64">
                {/* What stands in the way of every change is printed above them. */}
                <ActionButton
                  action={save}
                  shown={{ intent_id: `${view.case_id}.plan-editor`, rev: view.revision, digest: null }}
                  is_reason_elsewhere={denied !== null}
                  onCommand={edit.reset}
                />
              </div>
            </div>
          </footer>
        </form>
      ) : null}
    </section>
  )
}
