import { readFile } from 'node:fs/promises'
import { config } from './config'
import { Fault } from './errors'
import { rememberSecret } from './known-secrets'
import { wordTable } from './word-table'

/** A value that may be used and never told: printing, logging and JSON show `[secret]`. */
export type Secret = { reveal(): string; toJSON(): string; toString(): string }

const HIDDEN = '[secret]'

export function makeSecret(value: string): Secret {
  rememberSecret(value)
  return { reveal: () => value, toJSON: () => HIDDEN, toString: () => HIDDEN }
}

type Read = (name: string, profile: string | null) => Promise<string | undefined>

/** Where a secret may be kept. Nothing else is a reference, above all not the secret itself. */
const PLACES: Readonly<Record<string, Read>> = wordTable({
  env: async (name) => process.env[name],
  // An editor leaves a line end; a secret does not end with one.
  file: async (name) => (await readFile(name, 'utf8')).replace(/\r?\n$/, ''),
  'aws-sm': readSecretsManager,
  'aws-ssm': readParameterStore,
})

/**
 * Reads a secret from where it is kept: `env:NAME`, `file:/path`, `aws-sm:id` or `aws-ssm:/name`. Throws `provider_down` naming the reference, never the value.
 */
export const readSecret = (reference: string): Promise<Secret> => readSecretAs(null, reference)

/** The same, asked of AWS with the credentials of a profile. */
export async function readSecretAs(profile: string | null, reference: string): Promise<Secret> {
  const [, scheme = '', name = ''] = /^([a-z-]+):(.+)$/s.exec(reference) ?? []
  const read = PLACES[scheme]
  // What is no reference may be the secret itself, so it is not repeated.
  if (read === undefined) throw new Fault('provider_down', 'this is no reference to a secret: use env:NAME, file:/path, aws-sm:id or aws-ssm:/name')
  const value = await read(name, profile).catch((cause: unknown) => {
    throw new Fault(
      'provider_down',
      `the secret ${reference} could not be read: check that it is there and that this process may read it`,
      { reference },
      { cause },
    )
  })
  if (value === undefined || value === '')
    throw new Fault('provider_down', `the secret ${reference} is not there: set it, or change the reference`, { reference })
  return makeSecret(value)
}

const aws = (profile: string | null) => {
  const { aws_endpoint } = config()
  return { ...(aws_endpoint === null ? {} : { endpoint: aws_endpoint }), ...(profile === null ? {} : { profile }) }
}

// The clients are loaded by whoever keeps secrets there and by nobody else.
async function readSecretsManager(SecretId: string, profile: string | null): Promise<string | undefined> {
  const { GetSecretValueCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager')
  return (await new SecretsManagerClient(aws(profile)).send(new GetSecretValueCommand({ SecretId }))).SecretString
}

async function readParameterStore(Name: string, profile: string | null): Promise<string | undefined> {
  const { GetParameterCommand, SSMClient } = await import('@aws-sdk/client-ssm')
  return (await new SSMClient(aws(profile)).send(new GetParameterCommand({ Name, WithDecryption: true }))).Parameter?.Value
}
