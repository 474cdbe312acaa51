'use client'
import { useId, useState } from 'react'
import { AskReason, useCommand } from '@/components/screens/ask-reason'
import { Field, Input } from '@/components/ui/field'
import type { SettingsView } from '@/schemas/settings-view'

/** What people told detection to pass over: every rule with its author and reason, a way to take each back, and a form for a new threshold. */
export const DetectionRules = ({ view }: { view: SettingsView }) => (
  <section id="detection-thresholds" aria-label="Detection thresholds" className="panel mb-6 p-4">
    <h2 className="mb-1 font-strong text-card">Detection thresholds</h2>
    <p className="mb-2 max-w-prose text-pretty text-muted text-table">
      A rise below its threshold opens no case; it is listed on Sources under Held back, with its amount.
    </p>
    {view.rules.length === 0 ? <p className="text-table">No threshold is set: detection reports everything above its own minimum.</p> : null}
    <ul className="ruled">
      {view.rules.map((rule) => (
        <li key={rule.rule_id} className="py-3 text-table">
          <p>
            <span className="font-strong">{rule.where}</span> <span className="text-muted">{rule.kind.toLowerCase()}</span>
          </p>
          <p className="text-pretty">{rule.does}.</p>
          <p className="text-pretty break-words text-muted">{rule.by}</p>
          <LiftRule view={view} rule={rule} />
        </li>
      ))}
    </ul>
    <NewThreshold view={view} />
  </section>
)

function LiftRule({ view, rule }: { view: SettingsView; rule: SettingsView['rules'][number] }) {
  const { is_pending, send } = useCommand(`settings.${view.before}`)
  const give = (reason: string) => send({ command: rule.command, subject: view.tenant_id, params: { rule_id: rule.rule_id }, reason })
  return <AskReason label="Lift" denied={rule.lift_denied} is_pending={is_pending} onGive={give} />
}

const EMPTY = { sub_account_id: '', service_name: '', region_id: '', least_per_day: '', until: '' }
type Draft = typeof EMPTY
const FIELDS: readonly { name: keyof Draft; label: string; type: string; note?: string }[] = [
  { name: 'sub_account_id', label: 'Account', type: 'text' },
  { name: 'service_name', label: 'Service', type: 'text', note: 'As the bill writes it' },
  { name: 'region_id', label: 'Region', type: 'text' },
  { name: 'least_per_day', label: 'Report rises from (dollars a day)', type: 'number' },
  { name: 'until', label: 'Until (day)', type: 'date', note: 'At most 92 days ahead' },
]

function NewThreshold({ view }: { view: SettingsView }) {
  const { is_pending, send } = useCommand(`settings.${view.before}`)
  const [draft, setDraft] = useState(EMPTY)
  const id = useId()
  const { least_per_day, until, ...named } = draft
  const scope = Object.fromEntries(Object.entries(named).filter(([, value]) => value.trim() !== ''))
  const missing =
    Object.keys(scope).length === 0
      ? 'Name an account, a service or a region'
      : least_per_day === ''
        ? 'Enter from how many dollars a day a rise is reported'
        : until === ''
          ? 'Enter until which day it applies'
          : null
  const give = async (reason: string) => {
    const is_done = await send({ command: 'threshold.override', subject: view.tenant_id, params: { scope, least_per_day, until }, reason })
    if (is_done) setDraft(EMPTY)
    return is_done
  }
  return (
    <div className="mt-4 border-t pt-3">
      <h3 className="mb-2 font-strong text-table">Set a threshold for a scope</h3>
      <div className="grid items-start gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {FIELDS.map(({ name, label, type, note }) => (
          <Field key={name} label={label} htmlFor={`${id}.${name}`} note={note}>
            <Input
              id={`${id}.${name}`}
              type={type}
              value={draft[name]}
              disabled={view.threshold_denied !== null}
              onChange={(e) => setDraft({ ...draft, [name]: e.target.value })}
            />
          </Field>
        ))}
      </div>
      <AskReason label="Set threshold" denied={view.threshold_denied ?? missing} is_pending={is_pending} onGive={give} />
    </div>
  )
}

/** Secrets by reference, each with what uses it: after it was replaced where it is kept, it is read again and tried. */
export const Secrets = ({ view }: { view: SettingsView }) =>
  view.secrets.length === 0 ? null : (
    <section id="secrets" aria-label="Secrets" className="panel mb-6 p-4">
      <h2 className="mb-1 font-strong text-card">Secrets</h2>
      <p className="mb-2 max-w-prose text-pretty text-muted text-table">
        Secrets are named here and never shown. After replacing one where it is kept, confirm it here: it is read again and tested.
      </p>
      <ul className="ruled">
        {view.secrets.map((secret) => (
          <li key={secret.reference} className="py-3 text-table">
            <p className="break-all font-mono text-small">{secret.reference}</p>
            <p className="text-muted">Used by {secret.used_by}</p>
            <ConfirmSecret view={view} reference={secret.reference} />
          </li>
        ))}
      </ul>
    </section>
  )

function ConfirmSecret({ view, reference }: { view: SettingsView; reference: string }) {
  const { is_pending, send } = useCommand(`settings.${view.before}.${view.now}`)
  const give = (reason: string) => send({ command: 'secret.rotate_confirm', subject: view.tenant_id, params: { reference }, reason })
  return <AskReason label="Confirm the new secret" denied={null} is_pending={is_pending} onGive={give} />
}
