import { join, resolve } from 'node:path'
import { z } from 'zod'

const AwsAccounts = z.record(
  z.string().regex(/^\d{12}$/),
  z.strictObject({
    role_arn: z.string().nullable().default(null),
    external_id: z.string().nullable().default(null),
    scheduler_role_arn: z.string().nullable().default(null),
  }),
)

// Every setting has a working default: nothing is required. `.describe` is what the error prints as the remedy.
const Environment = z.object({
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('postgres://user:password@host:5432/countersign'),
  COUNTERSIGN_HOME: z.string().min(1).optional().describe('a folder for data, such as /var/lib/countersign'),
  COUNTERSIGN_PORT: z.coerce.number().int().min(1).max(65535).default(3100).describe('a free port, such as 3100'),
  COUNTERSIGN_HOST: z.string().default('127.0.0.1').describe('the interface to listen on, such as 127.0.0.1'),
  COUNTERSIGN_PG_PORT: z.coerce.number().int().min(1).max(65535).optional().describe('a free port for the embedded Postgres'),
  COUNTERSIGN_LOG: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('one of debug, info, warn, error'),
  COUNTERSIGN_AWS_ACCOUNTS: z
    .string()
    .optional()
    .transform((text, context) => {
      try {
        return AwsAccounts.parse(JSON.parse(text ?? '{}'))
      } catch {
        context.addIssue({ code: 'custom', message: 'is not usable' })
        return z.NEVER
      }
    })
    .describe('{"111122223333":{"role_arn":"arn:aws:iam::111122223333:role/countersign","external_id":"…","scheduler_role_arn":null}}'),
  COUNTERSIGN_AWS_ENDPOINT: z.url().optional().describe('http://127.0.0.1:4566 for a local stand-in'),
})

export type Config = {
  /** Undefined means that the launcher has not started a database yet. */
  database_url: string | undefined
  home: string
  warehouse_dir: string
  inbox_dir: string
  port: number
  host: string
  pg_port: number | undefined
  log: 'debug' | 'info' | 'warn' | 'error'
  /** Accounts that may be read and changed, and the role that each is reached through. Empty: no real cloud is connected. */
  aws_accounts: z.infer<typeof AwsAccounts>
  aws_endpoint: string | null
}

/** Reads the environment once, at the door. Throws an error that names the variable, its value and an example. */
export function readConfig(env: Record<string, string | undefined>, cwd: string): Config {
  const parsed = Environment.safeParse(env)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]) as keyof typeof Environment.shape
      return `${name}=${JSON.stringify(env[name])} is not usable; set it to ${Environment.shape[name]?.description ?? 'a valid value'} or unset it`
    })
    throw new Error(lines.join('\n'))
  }
  // The project's own folder, so that the command line finds the same data from anywhere.
  const home = parsed.data.COUNTERSIGN_HOME === undefined ? resolve(env['COUNTERSIGN_ROOT'] ?? cwd, 'data') : resolve(cwd, parsed.data.COUNTERSIGN_HOME)
  return {
    database_url: parsed.data.DATABASE_URL,
    home,
    warehouse_dir: join(home, 'warehouse'),
    inbox_dir: join(home, 'inbox'),
    port: parsed.data.COUNTERSIGN_PORT,
    host: parsed.data.COUNTERSIGN_HOST,
    pg_port: parsed.data.COUNTERSIGN_PG_PORT,
    log: parsed.data.COUNTERSIGN_LOG,
    aws_accounts: parsed.data.COUNTERSIGN_AWS_ACCOUNTS,
    aws_endpoint: parsed.data.COUNTERSIGN_AWS_ENDPOINT ?? null,
  }
}

let current: Config | undefined

/** This process's configuration. */
export function config(): Config {
  current ??= readConfig(process.env, process.cwd())
  return current
}

/** Sets what only the running process can know, such as the address of a database it has just started. */
export function configure(known: Partial<Config>): void {
  current = { ...config(), ...known }
}
