import { HeadObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3'
import { config } from '@/lib/kernel/config'
import type { AuditAnchor } from '@/schemas/audit'
import type { AnchorCopies } from './anchor-copies'

/**
 * Each anchor as an object of its own that is never written over, below `s3://bucket/prefix`. Give the bucket Object Lock with a default retention in
 * compliance mode: then nobody takes one away before its time. Needs s3:PutObject and s3:GetObject there.
 */
export function s3Copies({ bucket, prefix }: { bucket: string; prefix: string }): AnchorCopies {
  const { aws_endpoint } = config()
  const client = new S3Client(aws_endpoint === null ? {} : { endpoint: aws_endpoint, forcePathStyle: true })
  const keyOf = (a: AuditAnchor): string => [prefix, a.chain, `${String(a.seq).padStart(12, '0')}.json`].filter((part) => part !== '').join('/')
  return {
    name: 's3',
    async copy(anchors) {
      const missing: AuditAnchor[] = []
      // Copied in order, so whatever lies before one that is there is there too.
      for (const anchor of anchors.toReversed()) {
        if (await isThere(client, bucket, keyOf(anchor))) break
        missing.unshift(anchor)
      }
      for (const anchor of missing)
        await client
          .send(
            new PutObjectCommand({
              Bucket: bucket,
              Key: keyOf(anchor),
              Body: `${JSON.stringify(anchor)}\n`,
              ContentType: 'application/json',
              IfNoneMatch: '*',
              ChecksumAlgorithm: 'SHA256',
            }),
          )
          .catch(unless(412))
    },
  }
}

const isThere = (client: S3Client, bucket: string, key: string): Promise<boolean> =>
  client.send(new HeadObjectCommand({ Bucket: bucket, Key: key })).then(() => true, unless(404, false))

/** Another process was first (412), or it is not there (404): expected. Everything else is a failure. */
const unless =
  <T = undefined>(status: number, instead?: T) =>
  (error: unknown): T => {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === status) return instead as T
    throw error
  }
