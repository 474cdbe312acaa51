import { DescribeVolumeStatusCommand, DescribeVolumesCommand, EC2Client } from '@aws-sdk/client-ec2'
import type { SignalSeries } from '@/lib/verification/signal-points'
import type { AwsClients } from '../cloud/real/aws-clients'
import { allPages, token } from '../cloud/real/aws-describe'
import type { Asking } from './asking'
import { asItIsNow } from './counted-up'
import { lookAtMachines } from './look-machines'
import { type Look, queueOf } from './watched'

/** Volumes, the machines that they are attached to, and who those serve. */
export async function lookAtVolumes(asking: Asking, ids: readonly string[]): Promise<Look[]> {
  const clients = await asking.clients()
  const attached = await attachedTo(clients, ids)
  const status = await statusOf(clients, [...attached.keys()])
  const machines = await lookAtMachines(asking, [...new Set([...attached.values()].flat())])
  return ids.map((id): Look => {
    const on = attached.get(id)
    const looks = machines.filter((m) => on?.includes(m.label))
    return {
      label: id,
      watched: [...(on === undefined || on.length === 0 ? [] : [queueOf(id)]), ...looks.flatMap((m) => m.watched)],
      series: [...(on === undefined ? [] : [statusSeries(asking, id, status.get(id))]), ...looks.flatMap((m) => m.series)],
      names: [{ Name: 'VolumeId', Value: id }, ...looks.flatMap((m) => m.names)],
      silence: 'it is gone',
    }
  })
}

/** The machines of each volume that is there. */
async function attachedTo(clients: AwsClients, ids: readonly string[]): Promise<Map<string, string[]>> {
  const ec2 = clients.read(EC2Client)
  const Filters = [{ Name: 'volume-id', Values: [...ids] }]
  const pages = await allPages('ec2:DescribeVolumes', (NextToken) => ec2.send(new DescribeVolumesCommand({ Filters, ...token(NextToken) })))
  const volumes = pages.flatMap((page) => page.Volumes ?? [])
  return new Map(volumes.map((v) => [v.VolumeId ?? '', (v.Attachments ?? []).flatMap((a) => a.InstanceId ?? [])]))
}

async function statusOf(clients: AwsClients, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const ec2 = clients.read(EC2Client)
  const VolumeIds = [...ids]
  const pages = await allPages('ec2:DescribeVolumeStatus', (NextToken) => ec2.send(new DescribeVolumeStatusCommand({ VolumeIds, ...token(NextToken) })))
  return new Map(pages.flatMap((page) => page.VolumeStatuses ?? []).map((s) => [s.VolumeId ?? '', s.VolumeStatus?.Status ?? '']))
}

const IMPAIRED: Record<string, number> = { ok: 0, impaired: 1, warning: 1 }

/** While checks have not come to an end its status is not known. */
const statusSeries = ({ stretches }: Asking, id: string, status = ''): SignalSeries => ({
  signal: `impaired_status of ${id}`,
  kind: 'trouble_count',
  unit: 'volumes',
  points: asItIsNow(stretches, () => IMPAIRED[status] ?? null),
})
