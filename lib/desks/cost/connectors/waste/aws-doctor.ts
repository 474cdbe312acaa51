import { execFile } from 'node:child_process'
import type { z } from 'zod'
import { Fault } from '@/lib/kernel/errors'
import type { Place } from '../cloud/call'
import type { AwsCredentials } from '../cloud/real/aws-account'
import type { WastePort } from './port'
import { toSweep } from './to-evidence'
import { toTrend } from './to-trend'
import { WireReport, WireTrend } from './wire'

export type DoctorProgram = {
  /** Path of the program, from this machine's configuration: a tenant never names what is run. */
  program: string
  timeout_ms: number
  /** Short-lived credentials of the account, read only. */
  credentials(place: Place): Promise<AwsCredentials>
}

const MOST_BYTES = 50 * 1024 * 1024

/** Asks the aws-doctor program. It gets the credentials of the one account and nothing else of our environment. */
export const awsDoctor = (doctor: DoctorProgram): WastePort => ({
  connector: 'aws-doctor',
  sweep: async (place) => toSweep(await ask(doctor, place, '--waste', WireReport), place),
  trend: async (place) => toTrend(await ask(doctor, place, '--trend', WireTrend)),
})

/** One answer about one place. Throws Fault `provider_down` when the program could not say, or looked at another account. */
async function ask<T extends { account_id: string }>(
  { program, timeout_ms, credentials }: DoctorProgram,
  place: Place,
  what: string,
  form: z.ZodType<T>,
): Promise<T> {
  const c = await credentials(place)
  const env = {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: '/nonexistent',
    AWS_REGION: place.region_id,
    AWS_ACCESS_KEY_ID: c.accessKeyId,
    AWS_SECRET_ACCESS_KEY: c.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
    ...(c.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: c.sessionToken }),
  }
  const report = readReport(await runProgram(program, [what, '--output', 'json', '--region', place.region_id], env, timeout_ms), form)
  if (report.account_id !== place.account_id)
    throw new Fault('provider_down', `aws-doctor looked at account ${report.account_id} instead of ${place.account_id}: check the role in Settings`, {
      ...place,
    })
  return report
}

function runProgram(program: string, args: string[], env: Record<string, string>, timeout_ms: number): Promise<string> {
  return new Promise((done, fail) => {
    execFile(program, args, { env: env as NodeJS.ProcessEnv, timeout: timeout_ms, killSignal: 'SIGKILL', maxBuffer: MOST_BYTES }, (error, stdout) => {
      if (error === null) return done(stdout)
      const what =
        error.code === 'ENOENT'
          ? 'is not installed: set COUNTERSIGN_AWS_DOCTOR to its path'
          : error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER'
            ? `wrote more than ${MOST_BYTES / 1024 ** 2} MB: sweep fewer regions`
            : error.killed === true
              ? `took longer than ${timeout_ms / 1000} s: sweep fewer regions`
              : `ended with ${error.code ?? 'an error'}: run it by hand with the same role to see why`
      // Its own words may hold what it was given; they are not repeated.
      fail(new Fault('provider_down', `aws-doctor ${what}`, { program }))
    })
  })
}

/** The report, from after whatever the program drew before it. */
export function readReport<T>(stdout: string, form: z.ZodType<T>): T {
  const start = stdout.search(/^\s*\{/m)
  const understood = (() => {
    try {
      return form.safeParse(JSON.parse(stdout.slice(Math.max(0, start))))
    } catch {
      return null
    }
  })()
  if (understood?.success === true) return understood.data
  const issues = understood?.error?.issues.slice(0, 5).map((i) => `${i.path.join('.')}: ${i.message}`) ?? []
  throw new Fault('provider_down', 'aws-doctor answered in a form that is not understood: use version 1.3 or later', { issues })
}
