import { Fault } from '@/lib/kernel/errors'
import { CLI_COMMANDS } from './cli-commands'
import { optionLines } from './option-words'
import { TENANT_RULE } from './tenant-rule'

/** Exit codes: 0 done, 1 refused or failed, 2 the call itself is wrong, 3 the check that was asked for did not hold. */
const EXIT = { done: 0, failed: 1, usage: 2, check_failed: 3 } as const

const help = (): string =>
  [
    'countersign: rules decide, people countersign, the model only narrates',
    '',
    ...Object.values(CLI_COMMANDS).map(({ usage, summary }) => `  countersign ${usage}\n      ${summary}`),
    '',
    'Every command but start and worker takes --json for machines.',
    '',
    TENANT_RULE,
    '',
  ].join('\n')

const isWord = (name: string): name is keyof typeof CLI_COMMANDS => Object.hasOwn(CLI_COMMANDS, name)

/** Before "--", behind which names of files may begin with anything. `generate` has more to say of its options than its line here. */
const asksForHelp = (rest: readonly string[]): boolean =>
  rest.slice(0, rest.includes('--') ? rest.indexOf('--') : rest.length).some((word) => word === '--help' || word === '-h')

/** Whoever reads us may leave early, as `head` does: what is left is for nobody, and no reason to stop half way or to fall over. */
function letReadersLeave(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
}

export async function main(argv: string[]): Promise<void> {
  letReadersLeave()
  const [name, ...rest] = argv
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(help())
    return
  }
  const word = isWord(name) ? CLI_COMMANDS[name] : undefined
  if (word === undefined) {
    process.stderr.write(`There is no command "${name}".\n\n${help()}`)
    process.exitCode = EXIT.usage
    return
  }
  if (asksForHelp(rest) && name !== 'generate') {
    process.stdout.write(`${[`countersign ${word.usage}`, `    ${word.summary}`, ...optionLines(word.usage)].join('\n')}\n`)
    return
  }
  const command = await word.load()
  try {
    process.exitCode = await command.run(rest)
  } catch (error) {
    const told = toldOf(error)
    const is_usage = told.code === 'usage'
    if (rest.includes('--json')) process.stdout.write(`${JSON.stringify({ error: told })}\n`)
    else process.stderr.write(`${told.message}\n${is_usage ? `Usage: countersign ${word.usage}\n` : ''}`)
    process.exitCode = is_usage ? EXIT.usage : EXIT.failed
  }
}

/** What is said of an error: a fault's own code, `usage` for a wrong call (see `WrongCall`), or that something of ours is broken. */
function toldOf(error: unknown): { code: string; message: string; detail: Record<string, unknown> } {
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof Fault) return { code: error.code, message, detail: error.detail }
  const is_usage = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  return { code: is_usage ? 'usage' : 'broken_invariant', message, detail: {} }
}
