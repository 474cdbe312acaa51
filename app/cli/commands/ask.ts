import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { type AskEvent, askGraph } from '@/agent/ask/graph'
import { askPorts } from '@/app/api/copilotkit/ask-ports'
import { asPerson } from '../as-person'
import { print } from '../print'
import { tenantFor } from '../tenant'
import { withDatabase } from '../with-database'
import type { CliCommand } from './command'

export const ask: CliCommand = {
  name: 'ask',
  usage: 'ask "QUESTION" [--case CASE] [--as PERSON] [--tenant T]',
  summary: 'answer a question in plain words from the bill and the cases; changes nothing',
  run(argv) {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, as: { type: 'string' }, case: { type: 'string' }, tenant: { type: 'string' } },
    })
    const question = positionals.join(' ')
    if (question === '') throw Object.assign(new TypeError('ask needs a question'), { code: 'ERR_PARSE_ARGS_MISSING' })
    return withDatabase(async () => {
      const deps = await askPorts(await asPerson(await tenantFor(values.tenant), values.as)).deps()
      const events: AskEvent[] = []
      const stream = await askGraph().stream(
        { question, run_id: randomUUID(), focus_case: values.case ?? null },
        { streamMode: 'custom', configurable: { ask: { deps } } },
      )
      for await (const event of stream) events.push(event as AskEvent)
      const reading = events.findLast((e) => e.type === 'turn')?.turn.reading
      const intents = events.flatMap((e) => (e.type === 'intent' ? [e.intent] : []))
      const sentence = events.findLast((e) => e.type === 'sentence')?.text ?? ''
      const understood = reading?.outcome === 'answered' ? `Understood as: ${reading.canonical}` : ''
      const options =
        reading?.outcome === 'clarify'
          ? reading.options.map((o) => `  ${o.label}`)
          : reading?.outcome === 'declined'
            ? reading.nearest.map((n) => `  ${n}`)
            : []
      print(
        values.json,
        { question, reading, intents },
        [understood, sentence, ...options, ...intents.map((i) => `\n${i.plain}`)].filter((line) => line !== '').join('\n'),
      )
      return reading?.outcome === 'answered' ? 0 : 3
    })
  },
}
