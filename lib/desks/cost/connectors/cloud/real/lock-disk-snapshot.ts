import { DescribeLockedSnapshotsCommand, EC2Client, LockSnapshotCommand } from '@aws-sdk/client-ec2'
import { addDays, dayOf } from '@/lib/kernel/time'
import type { CallResult, Mutation, Place } from '../call'
import { type AwsCalls, iso } from './aws-calls'

/** Locks a snapshot in governance mode. One that is locked for long enough is left as it is. */
export async function lockDiskSnapshot(calls: AwsCalls, place: Place, SnapshotId: string, days: number, m: Mutation): Promise<CallResult> {
  const clients = await calls.clients(place)
  const [api, wanted_until] = ['ec2:LockSnapshot', addDays(dayOf(await calls.now()), days)]
  const asked = () => clients.read(EC2Client).send(new DescribeLockedSnapshotsCommand({ SnapshotIds: [SnapshotId] }))
  const known = (await calls.ask('ec2:DescribeLockedSnapshots', asked)).Snapshots ?? []
  const is_kept = known.some((s) => s.LockState !== 'expired' && s.LockExpiresOn !== undefined && dayOf(iso(s.LockExpiresOn)) >= wanted_until)
  if (is_kept) return { api, request_id: null, status: m.dry_run ? 'would_succeed' : 'noop', detail: `it is locked until ${wanted_until} or longer` }
  const input = { SnapshotId, LockMode: 'governance' as const, LockDuration: days, DryRun: m.dry_run }
  return calls.change(api, () => clients.write(EC2Client).send(new LockSnapshotCommand(input)))
}
