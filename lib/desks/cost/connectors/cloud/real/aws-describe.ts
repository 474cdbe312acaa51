import {
  DescribeInstanceAttributeCommand,
  DescribeInstanceStatusCommand,
  DescribeInstancesCommand,
  DescribeInstanceTypesCommand,
  DescribeVolumesCommand,
  DescribeVolumesModificationsCommand,
  type EC2Client,
} from '@aws-sdk/client-ec2'
import { z } from 'zod'
import type { LastModified } from '../to-evidence'
import { WireInstance, WireInstanceStatus, WireVolume, WireVolumeModification } from '../wire'
import { parseAnswer, toFault } from './aws-classify'

// Values that one filter of a Describe call takes.
const IDS_PER_CALL = 200
// Attributes are asked one instance at a time; more at once would be throttled.
const ASKED_AT_ONCE = 4

export async function describeInstances(client: EC2Client, ids: readonly string[]): Promise<WireInstance[]> {
  const found: WireInstance[] = []
  // A filter leaves out what is gone; a list of ids would fail as a whole.
  for (const Values of chunks(ids)) {
    const pages = await allPages('ec2:DescribeInstances', (NextToken) =>
      client.send(new DescribeInstancesCommand({ Filters: [{ Name: 'instance-id', Values }], ...token(NextToken) })),
    )
    for (const page of pages)
      found.push(...parseAnswer(z.array(WireInstance), page.Reservations?.flatMap((r) => r.Instances ?? []) ?? [], 'ec2:DescribeInstances'))
  }
  return found
}

/** Status checks by instance. One that does not run has none, and is absent. */
export async function bootHealth(client: EC2Client, ids: readonly string[]): Promise<Map<string, 'ok' | 'impaired' | 'unknown'>> {
  const found = new Map<string, 'ok' | 'impaired' | 'unknown'>()
  for (const Values of chunks(ids)) {
    const pages = await allPages('ec2:DescribeInstanceStatus', (NextToken) =>
      client.send(new DescribeInstanceStatusCommand({ InstanceIds: Values, ...token(NextToken) })),
    )
    for (const s of parseAnswer(
      z.array(WireInstanceStatus),
      pages.flatMap((page) => page.InstanceStatuses ?? []),
      'ec2:DescribeInstanceStatus',
    )) {
      const both = [s.InstanceStatus?.Status, s.SystemStatus?.Status]
      found.set(s.InstanceId, both.includes('impaired') ? 'impaired' : both.every((status) => status === 'ok') ? 'ok' : 'unknown')
    }
  }
  return found
}

export async function describeVolumes(client: EC2Client, Name: 'volume-id' | 'attachment.instance-id', ids: readonly string[]): Promise<WireVolume[]> {
  const found: WireVolume[] = []
  for (const Values of chunks(ids)) {
    const pages = await allPages('ec2:DescribeVolumes', (NextToken) =>
      client.send(new DescribeVolumesCommand({ Filters: [{ Name, Values }], ...token(NextToken) })),
    )
    for (const page of pages) found.push(...parseAnswer(z.array(WireVolume), page.Volumes ?? [], 'ec2:DescribeVolumes'))
  }
  return found
}

/** The last modification of each volume that had one: EC2 tells of no earlier one. */
export async function lastModified(client: EC2Client, ids: readonly string[]): Promise<Map<string, LastModified>> {
  const latest = new Map<string, LastModified>()
  for (const Values of chunks(ids)) {
    const pages = await allPages('ec2:DescribeVolumesModifications', (NextToken) =>
      client.send(new DescribeVolumesModificationsCommand({ Filters: [{ Name: 'volume-id', Values }], ...token(NextToken) })),
    )
    for (const m of parseAnswer(
      z.array(WireVolumeModification),
      pages.flatMap((page) => page.VolumesModifications ?? []),
      'ec2:DescribeVolumesModifications',
    ))
      if (m.StartTime != null && m.StartTime > (latest.get(m.VolumeId)?.started_at ?? ''))
        latest.set(m.VolumeId, { started_at: m.StartTime, state: m.ModificationState ?? 'unknown' })
  }
  return latest
}

export async function typesWithDisks(client: EC2Client, types: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>()
  for (const Values of chunks(types)) {
    const pages = await allPages('ec2:DescribeInstanceTypes', (NextToken) =>
      client.send(new DescribeInstanceTypesCommand({ Filters: [{ Name: 'instance-type', Values }], ...token(NextToken) })),
    )
    for (const type of pages.flatMap((page) => page.InstanceTypes ?? []))
      if (type.InstanceStorageSupported === true && type.InstanceType !== undefined) found.add(type.InstanceType)
  }
  return found
}

export async function hasAttribute(client: EC2Client, InstanceId: string, Attribute: 'disableApiTermination' | 'disableApiStop'): Promise<boolean> {
  const answer = await client.send(new DescribeInstanceAttributeCommand({ InstanceId, Attribute })).catch((error: unknown) => {
    throw toFault(error, 'ec2:DescribeInstanceAttribute')
  })
  return (Attribute === 'disableApiStop' ? answer.DisableApiStop : answer.DisableApiTermination)?.Value === true
}

export async function allPages<T extends { NextToken?: string | undefined }>(api: string, read: (token: string | undefined) => Promise<T>): Promise<T[]> {
  const pages: T[] = []
  let next: string | undefined
  do {
    const page = await read(next).catch((error: unknown) => {
      throw toFault(error, api)
    })
    pages.push(page)
    next = page.NextToken
  } while (next !== undefined && next !== '')
  return pages
}

export async function collect<T>(ids: readonly string[], ask: (id: string) => Promise<T>): Promise<Map<string, T>> {
  const answers = new Map<string, T>()
  for (const few of chunks(ids, ASKED_AT_ONCE)) await Promise.all(few.map(async (id) => answers.set(id, await ask(id))))
  return answers
}

const chunks = (ids: readonly string[], size = IDS_PER_CALL): string[][] =>
  Array.from({ length: Math.ceil(ids.length / size) }, (_, i) => ids.slice(i * size, (i + 1) * size))
export const token = (NextToken: string | undefined) => (NextToken === undefined ? {} : { NextToken })
