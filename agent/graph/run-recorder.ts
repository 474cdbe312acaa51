import { lockCase, saveCase } from '@/lib/cases/store'
import { change } from '@/lib/db/change'
import { isOver } from '@/lib/execution/run-log'
import { settlingLine } from '@/lib/execution/settling/settling'
import { systemActor } from '@/lib/identity/system-actor'
import type { AuditEvent } from '@/schemas/audit'
import type { Case } from '@/schemas/case'
import type { Run, Step } from '@/schemas/execution'

// Steps that only look follow one another within milliseconds; watchers see each at most this late. Milliseconds.
const GATHER_MS = 250
// How far a step is with its targets is saved this often; a step that takes less never says it.
const PROGRESS_MS = 1_000

/** Saves a run on its case while it goes on. `rest` is what the save of its end has to write: the events of steps that are not saved yet. */
export type RunRecorder = { onStep(run: Run): Promise<void>; save(): Promise<void>; rest(): Promise<AuditEvent[]> }

/**
 * Gathers the steps that only look into one save, with one audit event a step. Resolves when the run is durable wherever that matters: before
 * an effect is asked for, when a step failed, and when the run turns back. What is lost with the process before that changed nothing outside.
 */
export function runRecorder(c: Case): RunRecorder {
  let known = c.run
  let unsaved: { run: Run; events: AuditEvent[] } | null = null
  let timer: NodeJS.Timeout | undefined
  let progress: AuditEvent | null = null
  let progress_timer: NodeJS.Timeout | undefined
  let saving = Promise.resolve()

  const save = (): Promise<void> => {
    clearTimeout(timer)
    clearTimeout(progress_timer)
    timer = progress_timer = undefined
    saving = saving.then(async () => {
      const { run, events } = unsaved ?? { run: null, events: [] as AuditEvent[] }
      if (progress !== null) events.push(progress)
      progress = null
      unsaved = null
      const [first, ...others] = events
      if (run !== null && first !== undefined) await saveRun(c, run, [first, ...others])
    })
    saving.catch(() => undefined) // told to whoever saves or ends next
    return saving
  }

  return {
    save,
    async onStep(run) {
      const step = run.steps.at(-1)
      if (isProgress(step, known?.steps.at(-1))) {
        known = run
        unsaved = { run, events: unsaved?.events ?? [] }
        progress = stepEvent(c, run, step)
        progress_timer ??= setTimeout(() => void save(), PROGRESS_MS)
        return
      }
      progress = null
      const is_new = step !== undefined && !known?.steps.includes(step)
      const turns_back = run.state !== (known?.state ?? 'running')
      const paused = run.state === 'waiting' || (turns_back && known?.state === 'waiting')
      known = run
      const said = is_new ? stepEvent(c, run, step) : paused ? pauseEvent(c, run) : stepEvent(c, run, step)
      const events = [...(unsaved?.events ?? []), ...(is_new || (turns_back && !isOver(run)) ? [said] : [])]
      unsaved = { run, events }
      if (isOver(run)) return
      if (step?.status === 'running' || step?.status === 'failed' || turns_back) await save()
      else timer ??= setTimeout(() => void save(), GATHER_MS)
    },
    async rest() {
      clearTimeout(timer)
      clearTimeout(progress_timer)
      await saving
      return unsaved?.events ?? []
    },
  }
}

/** Whether a running line only says more than before. */
const isProgress = (now: Step | undefined, before: Step | undefined): boolean =>
  now?.status === 'running' && before?.status === 'running' && now.action_id === before.action_id && now.step === before.step

function stepEvent(c: Case, run: Run, step: Step | undefined): AuditEvent {
  const body = {
    run_id: run.run_id,
    step: step?.step ?? 'start',
    status: step?.status ?? 'running',
    action_id: step?.action_id ?? null,
    detail: step?.detail ?? '',
    tenant_now: step?.at ?? run.started_at,
  }
  return { kind: 'execution.stepped', subject: c.case_id, actor: systemActor(c.tenant_id), body }
}

/** A run that pauses, or goes on, has done nothing by that: its last step is not told again. */
function pauseEvent(c: Case, { run_id, state, started_at, steps }: Run): AuditEvent {
  const detail = state === 'waiting' ? 'the rest waits until limits have room' : 'goes on with the rest'
  const body = { run_id, step: 'pause', status: state, action_id: null, detail, tenant_now: steps.at(-1)?.at ?? started_at }
  return { kind: 'execution.stepped', subject: c.case_id, actor: systemActor(c.tenant_id), body }
}

async function saveRun(c: Case, run: Run, events: readonly [AuditEvent, ...AuditEvent[]]): Promise<void> {
  await change(c.tenant_id, async (tx) => {
    const current = await lockCase(tx, c.tenant_id, c.case_id)
    // The run goes on, so nothing is waited for any more, unless it looked at other targets while some settle.
    const is_settling = current.waits?.for === 'settling' && settlingLine(run) !== undefined
    const waits = current.waits == null || is_settling ? {} : { waits: null }
    await saveCase(tx, { ...current, ...waits, run, updated_at: run.steps.at(-1)?.at ?? run.started_at }, current.revision)
    return { result: undefined, events }
  })
}
