import { wordTable } from '@/lib/kernel/word-table'
import { intentJsonSchema } from '@/schemas/intent-schema'
import { WrongCall } from '../wrong-call'
import type { CliCommand } from './command'

const SCHEMAS: Readonly<Record<string, () => unknown>> = wordTable({ intents: intentJsonSchema })

export const schema: CliCommand = {
  async run(argv) {
    const name = argv.find((word) => !word.startsWith('-')) ?? ''
    const make = SCHEMAS[name]
    if (make === undefined) throw new WrongCall(`there is no schema "${name}": choose from ${Object.keys(SCHEMAS).join(', ')}`)
    process.stdout.write(`${JSON.stringify(make(), null, argv.includes('--json') ? 0 : 2)}\n`)
    return 0
  },
}
