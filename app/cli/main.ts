import { Fault } from '@/lib/kernel/errors'
import { approve } from './commands/approve'
import { ask } from './commands/ask'
import { attribute } from './commands/attribute'
import { audit } from './commands/audit'
import { cases } from './commands/cases'
import type { CliCommand } from './commands/command'
import { deny } from './commands/deny'
import { detect } from './commands/detect'
import { doctor } from './commands/doctor'
import { evaluate } from './commands/eval'
import { importBills } from './commands/import'
import { migrateDatabase } from './commands/migrate'
import { policy } from './commands/policy'
import { replay } from './commands/replay'
import { schema } from './commands/schema'
import { show } from './commands/show'
import { startAll } from './commands/start'
import { submit } from './commands/submit'
import { workQueues } from './commands/worker'

const COMMANDS: readonly CliCommand[] = [
  startAll,
  importBills,
  cases,
  show,
  submit,
  approve,
  deny,
  ask,
  audit,
  policy,
  replay,
  attribute,
  evaluate,
  schema,
  detect,
  doctor,
  migrateDatabase,
  workQueues,
]

/** Exit codes: 0 done, 1 refused or failed, 2 the call itself is wrong, 3 the check that was asked for did not hold. */
export const EXIT = { done: 0, failed: 1, usage: 2, check_failed: 3 } as const

function help(): string {
  const width = Math.max(...COMMANDS.map((c) => c.usage.length))
  return [
    'countersign: rules decide, people countersign, the model only narrates',
    '',
    ...COMMANDS.map((c) => `  countersign ${c.usage.padEnd(width)}  ${c.summary}`),
    '',
    'Every command takes --json for machines.',
    '',
  ].join('\n')
}

export async function main(argv: string[]): Promise<void> {
  const [name, ...rest] = argv
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(help())
    return
  }
  const command = COMMANDS.find((c) => c.name === name)
  if (command === undefined) {
    process.stderr.write(`There is no command "${name}".\n\n${help()}`)
    process.exitCode = EXIT.usage
    return
  }
  try {
    process.exitCode = await command.run(rest)
  } catch (error) {
    const is_usage = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
    const message = error instanceof Error ? error.message : String(error)
    if (rest.includes('--json'))
      process.stdout.write(
        `${JSON.stringify({ error: { code: error instanceof Fault ? error.code : is_usage ? 'usage' : 'broken_invariant', message, detail: error instanceof Fault ? error.detail : {} } })}\n`,
      )
    else process.stderr.write(`${message}\n${is_usage ? `Usage: countersign ${command.usage}\n` : ''}`)
    process.exitCode = is_usage ? EXIT.usage : EXIT.failed
  }
}
