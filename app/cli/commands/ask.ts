import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { type AskedOnce, askOnce } from '@/agent/ask/ask-once'
import { keepContext, namedThread, openContext } from '@/agent/ask/context-store'
import { voices } from '@/agent/narration/configured'
import { askDepsOf } from '@/app/api/copilotkit/ask-deps'
import { Fault } from '@/lib/kernel/errors'
import { cut } from '@/lib/kernel/format'
import type { Actor } from '@/schemas/actor'
import { asPerson } from '../as-person'
import { FLAG, IN_TENANT, TEXT } from '../options'
import { print } from '../print'
import { tenantFor, tenantOfCase } from '../tenant'
import { withDatabase } from '../with-database'
import { WrongCall } from '../wrong-call'
import type { CliCommand } from './command'

const MAX_QUESTION_CHARS = 2000

/** One line of `--stdin`: a question as plain text, or with a thread and the case of the page it is asked on. */
const Line = z.strictObject({ question: z.string().max(MAX_QUESTION_CHARS), thread: z.string().min(1).max(80).optional(), case: z.string().optional() })
type Line = z.infer<typeof Line>

/** Answers one question, or with `--stdin` one a line. */
export const ask: CliCommand = {
  run(argv) {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: { ...IN_TENANT, stdin: FLAG, thread: TEXT, as: TEXT, case: TEXT },
    })
    const question = positionals.join(' ')
    if (question === '' && !values.stdin) throw new WrongCall('ask needs a question, or --stdin')
    const usual: Omit<Line, 'question'> = {
      ...(values.thread === undefined ? {} : { thread: values.thread }),
      ...(values.case === undefined ? {} : { case: values.case }),
    }
    return withDatabase(async () => {
      const actor = await asPerson(await (values.case === undefined ? tenantFor(values) : tenantOfCase(values, values.case)), values.as)
      if (!values.stdin) {
        const found = await askOf(actor, { ...usual, question })
        print(values.json, machine(question, found), human(found))
        return found.reading.outcome === 'answered' ? 0 : 3
      }
      // One answer a line, in the order of the questions, so that a program can pair them.
      for await (const text of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
        if (text.trim() === '') continue
        const line = { ...usual, ...lineOf(text) }
        const found = await askOf(actor, line).catch(failure)
        if ('error' in found) print(values.json, { question: line.question, ...found }, `> ${line.question}\n${found.error.message}\n`)
        else print(values.json, machine(line.question, found), `> ${line.question}\n${human(found)}\n`)
      }
      return 0
    })
  },
}

/** One question that fails does not end the others. */
function failure(error: unknown): { error: { code: string; message: string } } {
  return { error: { code: error instanceof Fault ? error.code : 'broken_invariant', message: error instanceof Error ? error.message : String(error) } }
}

function lineOf(text: string): Line {
  if (!text.trimStart().startsWith('{')) return Line.parse({ question: text })
  try {
    return Line.parse(JSON.parse(text))
  } catch {
    throw new Fault('validation_failed', `this line is not {"question": "…", "thread": "…", "case": "…"}: ${cut(text, 120)}`, { line: cut(text, 500) })
  }
}

async function askOf(actor: Actor, { question, thread, case: case_id }: Line): Promise<AskedOnce> {
  const owner = { tenant_id: actor.tenant_id, person_id: actor.id }
  const thread_id = thread === undefined ? null : namedThread(owner, thread)
  const [deps, context] = await Promise.all([askDepsOf(actor), thread_id === null ? null : openContext(owner, thread_id)])
  const { narrator, read } = voices()
  const asked = { question: cut(question, MAX_QUESTION_CHARS), run_id: randomUUID(), focus_case: case_id ?? null, context }
  const found = await askOnce(asked, { deps, narrator, ...(read === null ? {} : { readByModel: read }) })
  if (thread_id !== null && thread !== undefined) await keepContext(owner, thread_id, thread, found.next_context)
  return found
}

/** What a person could have asked instead, where a question was not answered. */
function offered(reading: AskedOnce['reading']): string[] {
  if (reading.outcome === 'clarify') return reading.options.map((o) => o.label)
  if (reading.outcome === 'declined') return [...(reading.first === undefined ? [] : [reading.first.canonical]), ...reading.nearest]
  return []
}

/** What anyone can score: the view and its slots beside how it was read. */
function machine(question: string, { reading, intents, sentence, suggestions }: AskedOnce) {
  const { frame, ...slots } = reading.outcome === 'answered' ? reading.frame : { frame: null }
  return { question, outcome: reading.outcome, frame, slots, reading, sentence, suggestions, intents }
}

function human({ reading, intents, sentence, suggestions }: AskedOnce): string {
  const understood = reading.outcome === 'answered' ? [`Understood as: ${reading.canonical}${reading.read_by === 'model' ? ' (read by model)' : ''}`] : []
  const options = offered(reading).map((option) => `  ${option}`)
  const next = suggestions.length === 0 ? [] : [`\nAsk next: ${suggestions.join(' · ')}`]
  return [...understood, sentence, ...options, ...intents.map((i) => `\n${i.plain}`), ...next].filter((line) => line !== '').join('\n')
}
