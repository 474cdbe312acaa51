import { DeleteSnapshotCommand, EC2Client, RestoreSnapshotFromRecycleBinCommand } from '@aws-sdk/client-ec2'
import type { Place } from '../call'
import type { StoragePort } from '../ports/storage-port'
import type { AwsCalls } from './aws-calls'
import { awsImages } from './aws-images'
import { awsVolumes } from './aws-volumes'
import { describeDiskSnapshots } from './describe-disk-snapshots'
import { lockDiskSnapshot } from './lock-disk-snapshot'

export function awsStorage(calls: AwsCalls): StoragePort {
  const writing = async (place: Place) => (await calls.clients(place)).write(EC2Client)
  return {
    ...awsImages(calls),
    ...awsVolumes(calls),
    diskSnapshots: async (place, ids) => describeDiskSnapshots(calls, place, ids),
    async deleteSnapshot(place, SnapshotId, m) {
      const ec2 = await writing(place)
      return calls.change('ec2:DeleteSnapshot', () => ec2.send(new DeleteSnapshotCommand({ SnapshotId, DryRun: m.dry_run })))
    },
    lockSnapshot: (place, id, days, m) => lockDiskSnapshot(calls, place, id, days, m),
    async restoreSnapshot(place, SnapshotId, m) {
      const api = 'ec2:RestoreSnapshotFromRecycleBin'
      const [there] = await describeDiskSnapshots(calls, place, [SnapshotId])
      if (there !== undefined) return { api, request_id: null, status: 'noop', detail: 'it is there' }
      const ec2 = await writing(place)
      return calls.change(api, () => ec2.send(new RestoreSnapshotFromRecycleBinCommand({ SnapshotId, DryRun: m.dry_run })))
    },
  }
}
