import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { GetObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3'
import { z } from 'zod'
import { canonicalJson } from '@/lib/kernel/canonical'
import { config } from '@/lib/kernel/config'
import { Fault } from '@/lib/kernel/errors'
import type { BillManifest } from '@/schemas/bill'

export type Bucket = { bucket: string; prefix: string }
export type PushedMonth = Pick<BillManifest, 'source' | 'billing_month' | 'data_version'> & { state: 'pushed' | 'there'; files: number; bytes: number }

const TABLES = ['daily', 'lines'] as const
// The largest object that one request takes.
const MOST_BYTES = 5 * 1024 ** 3
/** What says that a month is there whole. Nothing is asked of a month without it. */
const Pushed = z.object({ content_digest: z.string(), files: z.array(z.strictObject({ name: z.string(), bytes: z.number(), sha256: z.string() })) })

/** Months of the bill as the objects that Athena reads, in the layout of the warehouse folder. The credentials are those of this machine. */
export function pushedBill({ bucket, prefix }: Bucket, client = ownClient()) {
  const keyOf = (m: BillManifest, name: string): string => `${prefix}${m.path}/${name}`
  const told = async (m: BillManifest): Promise<z.infer<typeof Pushed> | null> => {
    const answer = await asked('s3:GetObject', bucket, async () => {
      try {
        return (await (await client.send(new GetObjectCommand({ Bucket: bucket, Key: keyOf(m, 'manifest.json') }))).Body?.transformToString()) ?? ''
      } catch (error) {
        if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return null
        throw error
      }
    })
    return answer === null ? null : Pushed.parse(JSON.parse(answer))
  }
  const seen = new Set<string>()

  return {
    /** A month whose files are all there, as they were when it was imported. It stays so: a path is written once. */
    async isThere(m: BillManifest): Promise<boolean> {
      if (seen.has(m.path)) return true
      const is_there = (await told(m))?.content_digest === m.content_digest
      if (is_there) seen.add(m.path)
      return is_there
    },
    /** Copies one month, its manifest last. A month that is there is left alone, and one that was half copied is copied again. */
    async push(m: BillManifest): Promise<PushedMonth> {
      const result = (state: PushedMonth['state'], files: readonly { bytes: number }[]): PushedMonth => ({
        ...{ source: m.source, billing_month: m.billing_month, data_version: m.data_version, state },
        files: files.length,
        bytes: files.reduce((sum, f) => sum + f.bytes, 0),
      })
      // One that is there need not lie on this machine.
      const there = await told(m)
      if (there?.content_digest === m.content_digest) return result('there', there.files)
      const files = await filesOf(m)
      for (const { name, path, bytes, sha256 } of files) {
        if (bytes > MOST_BYTES)
          throw new Fault('validation_failed', `${name} is larger than one request takes: import the month in more files`, { name, bytes })
        const ChecksumSHA256 = Buffer.from(sha256, 'hex').toString('base64')
        const put = () =>
          client.send(new PutObjectCommand({ Bucket: bucket, Key: keyOf(m, name), Body: createReadStream(path), ContentLength: bytes, ChecksumSHA256 }))
        await asked('s3:PutObject', bucket, put)
      }
      const Body = `${canonicalJson({ content_digest: m.content_digest, files: files.map(({ path: _path, ...f }) => f) })}\n`
      const put = () => client.send(new PutObjectCommand({ Bucket: bucket, Key: keyOf(m, 'manifest.json'), Body, ContentType: 'application/json' }))
      await asked('s3:PutObject', bucket, put)
      return result('pushed', files)
    },
  }
}
export type PushedBill = ReturnType<typeof pushedBill>

/** The machine's own way to the bucket. */
function ownClient(): S3Client {
  const { aws_endpoint, athena } = config()
  return new S3Client({
    ...(athena === null ? {} : { region: athena.region_id }),
    ...(aws_endpoint === null ? {} : { endpoint: aws_endpoint, forcePathStyle: true }),
    requestChecksumCalculation: 'WHEN_REQUIRED',
  })
}

async function filesOf(m: BillManifest): Promise<{ name: string; path: string; bytes: number; sha256: string }[]> {
  const root = join(config().warehouse_dir, m.path)
  const names = (await Promise.all(TABLES.map(async (table) => (await readdir(join(root, table))).map((file) => `${table}/${file}`)))).flat().sort()
  const described = names.map(async (name) => {
    const path = join(root, name)
    const hash = createHash('sha256')
    for await (const part of createReadStream(path)) hash.update(part as Buffer)
    return { name, path, bytes: (await stat(path)).size, sha256: hash.digest('hex') }
  })
  return Promise.all(described)
}

async function asked<T>(api: string, bucket: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    const why = error instanceof Error ? error.name : 'Unknown'
    throw new Fault(
      'provider_down',
      `the bucket ${bucket} could not be asked (${api}, ${why}): check the credentials of this machine and the bucket`,
      { api, bucket },
      { cause: error },
    )
  }
}
