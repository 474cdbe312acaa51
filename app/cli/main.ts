import { Fault } from '@/lib/kernel/errors'
import type { CliCommand } from './commands/command'

// Each command is read when it is called: most of them need only a small part of the program.
const COMMANDS: Readonly<Record<string, () => Promise<CliCommand>>> = {
  start: async () => (await import('./commands/start')).startAll,
  import: async () => (await import('./commands/import')).importBills,
  cases: async () => (await import('./commands/cases')).cases,
  show: async () => (await import('./commands/show')).show,
  submit: async () => (await import('./commands/submit')).submit,
  approve: async () => (await import('./commands/approve')).approve,
  deny: async () => (await import('./commands/deny')).deny,
  assess: async () => (await import('./commands/assess')).assess,
  ask: async () => (await import('./commands/ask')).ask,
  audit: async () => (await import('./commands/audit')).audit,
  policy: async () => (await import('./commands/policy')).policy,
  replay: async () => (await import('./commands/replay')).replay,
  athena: async () => (await import('./commands/athena')).athena,
  warehouse: async () => (await import('./commands/warehouse')).warehouse,
  attribute: async () => (await import('./commands/attribute')).attribute,
  generate: async () => (await import('./commands/generate')).generate,
  eval: async () => (await import('./commands/eval')).evaluate,
  schema: async () => (await import('./commands/schema')).schema,
  detect: async () => (await import('./commands/detect')).detect,
  doctor: async () => (await import('./commands/doctor')).doctor,
  migrate: async () => (await import('./commands/migrate')).migrateDatabase,
  worker: async () => (await import('./commands/worker')).workQueues,
}

/** Exit codes: 0 done, 1 refused or failed, 2 the call itself is wrong, 3 the check that was asked for did not hold. */
export const EXIT = { done: 0, failed: 1, usage: 2, check_failed: 3 } as const

async function help(): Promise<string> {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()))
  const width = Math.max(...commands.map((c) => c.usage.length))
  return [
    'countersign: rules decide, people countersign, the model only narrates',
    '',
    ...commands.map((c) => `  countersign ${c.usage.padEnd(width)}  ${c.summary}`),
    '',
    'Every command takes --json for machines.',
    '',
  ].join('\n')
}

export async function main(argv: string[]): Promise<void> {
  const [name, ...rest] = argv
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(await help())
    return
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (load === undefined) {
    process.stderr.write(`There is no command "${name}".\n\n${await help()}`)
    process.exitCode = EXIT.usage
    return
  }
  const command = await load()
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
