'use client'
import { useId, useState } from 'react'
import { AskReason, useCommand } from '@/components/screens/ask-reason'
import { Field, Select, Textarea } from '@/components/ui/field'
import type { CommandName } from '@/schemas/command'
import type { PolicyView } from '@/schemas/policy-view'

/** Commands about the tenant itself. */
function useTenantCommand(view: PolicyView) {
  const { is_pending, send } = useCommand(`policy.${view.now}`)
  return {
    is_pending,
    send: (command: CommandName, params: Record<string, unknown>, reason: string) => send({ command, subject: view.tenant_id, params, reason }),
  }
}

export function KillSwitch({ view }: { view: PolicyView }) {
  const { is_pending, send } = useTenantCommand(view)
  const { because, on_denied, off_denied } = view.kill_switch
  const is_on = because !== null
  return (
    <div>
      <h3 className="font-strong text-table">Kill switch</h3>
      <p className="text-muted text-table">
        {is_on ? `On: nothing is carried out. ${because}` : 'Off. Turning it on stops every run before its next action and undoes what the run did.'}
      </p>
      <AskReason
        label={is_on ? 'Turn the kill switch off' : 'Turn the kill switch on'}
        variant={is_on ? 'neutral' : 'danger'}
        denied={is_on ? off_denied : on_denied}
        is_pending={is_pending}
        onGive={(reason) => send('kill_switch.set', { is_on: !is_on }, reason)}
      />
    </div>
  )
}

export function LiftFreeze({ view, freeze_id }: { view: PolicyView; freeze_id: string }) {
  const { is_pending, send } = useTenantCommand(view)
  return <AskReason label="Lift" denied={view.lift_denied} is_pending={is_pending} onGive={(reason) => send('freeze.lift', { freeze_id }, reason)} />
}

const HOURS = [4, 8, 24, 72, 168]

/** From now on for some hours: what somebody in a hurry needs. Other windows are set on the command line or by the API. */
export function FreezeForm({ view }: { view: PolicyView }) {
  const { is_pending, send } = useTenantCommand(view)
  const [environment, setEnvironment] = useState('')
  const [hours, setHours] = useState(8)
  const ids = { where: useId(), hours: useId() }
  const give = (reason: string) => send('freeze.set', { environment: environment === '' ? null : environment, hours }, reason)
  return (
    <div className="mt-3">
      <div className="flex flex-wrap gap-3">
        <Field label="Freeze" htmlFor={ids.where}>
          <Select id={ids.where} value={environment} disabled={view.freeze_denied !== null} onChange={(e) => setEnvironment(e.target.value)}>
            <option value="">every environment</option>
            {['prod', 'stage', 'dev', 'test', 'unknown'].map((name) => (
              <option key={name}>{name}</option>
            ))}
          </Select>
        </Field>
        <Field label="For" htmlFor={ids.hours}>
          <Select id={ids.hours} value={hours} disabled={view.freeze_denied !== null} onChange={(e) => setHours(Number(e.target.value))}>
            {HOURS.map((h) => (
              <option key={h} value={h}>
                {h} hours
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <AskReason label="Freeze from now" denied={view.freeze_denied} is_pending={is_pending} onGive={give} />
    </div>
  )
}

export function Activate({ view, bundle }: { view: PolicyView; bundle: PolicyView['bundles'][number] }) {
  const { is_pending, send } = useTenantCommand(view)
  if (bundle.state === 'active') return null
  const { bundle_digest, activate_denied, state } = bundle
  return (
    <AskReason
      label={state === 'proposed' ? 'Activate' : 'Go back to these'}
      denied={activate_denied}
      is_pending={is_pending}
      onGive={(reason) => send('policy.activate', { bundle_digest, replaces: view.active_digest }, reason)}
    />
  )
}

const EXAMPLE = `@id("tenant-no-production")
@reason("Production is changed by hand here")
@fix("The plan changes nothing in production")
@control("tenant-guardrail")
@owner("platform")
forbid (principal, action == Action::"execute", resource)
when { resource.environment == Environment::"prod" };
`

/** All of the tenant's own policies in one text. They are checked and compared with past decisions before anybody is asked. */
export function ProposeForm({ view }: { view: PolicyView }) {
  const { is_pending, send } = useTenantCommand(view)
  const active = view.bundles.find((b) => b.state === 'active')
  const [text, setText] = useState((active?.files ?? []).map((f) => f.text).join('\n') || EXAMPLE)
  const id = useId()
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-muted text-table">
        All of your own policies, in Cedar
      </label>
      <Textarea
        id={id}
        value={text}
        onChange={(e) => setText(e.target.value)}
        disabled={view.propose_denied !== null}
        spellCheck={false}
        className="min-h-48 font-mono text-small"
        maxLength={20_000}
      />
      <AskReason
        label="Compare and propose"
        denied={view.propose_denied}
        is_pending={is_pending}
        onGive={(reason) => send('policy.propose', { files: [{ name: 'own.cedar', text }] }, reason)}
      />
    </div>
  )
}
