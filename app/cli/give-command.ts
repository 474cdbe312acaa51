import { randomUUID } from 'node:crypto'
import { runCommand } from '@/lib/commands/bus'
import type { Actor } from '@/schemas/actor'
import type { CommandRequest } from '@/schemas/command'
import { print } from './print'

/** A command as its words name it. What is left out was not said: no reason, no plan that was shown, no version that was looked at. */
type Given = Pick<CommandRequest, 'command' | 'subject'> & Partial<Omit<CommandRequest, 'surface' | 'idempotency_key'>>

/** Gives one command as a person and prints what came of it. Each call is a command of its own, never a repetition. */
export async function giveCommand(actor: Actor, given: Given, is_json: boolean): Promise<void> {
  const result = await runCommand(actor, {
    expected_version: null,
    plan_hash: null,
    intent_digest: null,
    params: {},
    reason: '',
    acknowledged: null,
    ...given,
    surface: 'cli',
    idempotency_key: randomUUID(),
  })
  print(is_json, result, result.message)
}
