import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling'
import { BudgetsClient, DescribeBudgetsCommand } from '@aws-sdk/client-budgets'
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs'
import {
  DescribeAddressesCommand,
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeSnapshotsCommand,
  DescribeVolumesCommand,
  EC2Client,
} from '@aws-sdk/client-ec2'
import { DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds'
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3'
import type { Place } from '../call'
import type { CountPort, ResourceKind } from '../ports/count-port'
import type { AwsCalls } from './aws-calls'
import { allPages, token } from './aws-describe'

type Count = (calls: AwsCalls, place: Place) => Promise<number>
const total = (numbers: readonly (number | undefined)[]): number => numbers.reduce<number>((sum, n) => sum + (n ?? 0), 0)
const ec2 = async (calls: AwsCalls, place: Place): Promise<EC2Client> => (await calls.clients(place)).read(EC2Client)

/** Every page of an answer whose next page is asked for with a marker of its own name. */
async function marked<T>(calls: AwsCalls, api: string, ask: (marker: string | undefined) => Promise<T>, next: (page: T) => string | undefined): Promise<T[]> {
  const pages: T[] = []
  let marker: string | undefined
  do {
    const page = await calls.ask(api, () => ask(marker))
    pages.push(page)
    marker = next(page)
  } while (marker !== undefined && marker !== '')
  return pages
}

const COUNTS: Partial<Record<ResourceKind, Count>> = {
  async instance(calls, place) {
    const client = await ec2(calls, place)
    const Filters = [{ Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped'] }]
    const pages = await allPages('ec2:DescribeInstances', (t) => client.send(new DescribeInstancesCommand({ Filters, ...token(t) })))
    return total(pages.flatMap((page) => page.Reservations ?? []).map((r) => r.Instances?.length))
  },
  async volume(calls, place) {
    const client = await ec2(calls, place)
    return total((await allPages('ec2:DescribeVolumes', (t) => client.send(new DescribeVolumesCommand(token(t))))).map((page) => page.Volumes?.length))
  },
  async snapshot(calls, place) {
    const client = await ec2(calls, place)
    const pages = await allPages('ec2:DescribeSnapshots', (t) => client.send(new DescribeSnapshotsCommand({ OwnerIds: ['self'], ...token(t) })))
    return total(pages.map((page) => page.Snapshots?.length))
  },
  async image(calls, place) {
    const client = await ec2(calls, place)
    const pages = await allPages('ec2:DescribeImages', (t) => client.send(new DescribeImagesCommand({ Owners: ['self'], ...token(t) })))
    return total(pages.map((page) => page.Images?.length))
  },
  async address(calls, place) {
    const client = await ec2(calls, place)
    return (await calls.ask('ec2:DescribeAddresses', () => client.send(new DescribeAddressesCommand({})))).Addresses?.length ?? 0
  },
  async database(calls, place) {
    const client = (await calls.clients(place)).read(RDSClient)
    const ask = (Marker: string | undefined) => client.send(new DescribeDBInstancesCommand(Marker === undefined ? {} : { Marker }))
    return total((await marked(calls, 'rds:DescribeDBInstances', ask, (page) => page.Marker)).map((page) => page.DBInstances?.length))
  },
  async group(calls, place) {
    const client = (await calls.clients(place)).read(AutoScalingClient)
    const pages = await allPages('autoscaling:DescribeAutoScalingGroups', (t) => client.send(new DescribeAutoScalingGroupsCommand(token(t))))
    return total(pages.map((page) => page.AutoScalingGroups?.length))
  },
  async 'log group'(calls, place) {
    const client = (await calls.clients(place)).read(CloudWatchLogsClient)
    const ask = (nextToken: string | undefined) => client.send(new DescribeLogGroupsCommand(nextToken === undefined ? {} : { nextToken }))
    return total((await marked(calls, 'logs:DescribeLogGroups', ask, (page) => page.nextToken)).map((page) => page.logGroups?.length))
  },
  async bucket(calls, place) {
    const client = (await calls.clients(place)).read(S3Client)
    const ask = (ContinuationToken: string | undefined) => client.send(new ListBucketsCommand(ContinuationToken === undefined ? {} : { ContinuationToken }))
    return total((await marked(calls, 's3:ListAllMyBuckets', ask, (page) => page.ContinuationToken)).map((page) => page.Buckets?.length))
  },
  async budget(calls, place) {
    const client = (await calls.clients(place)).read(BudgetsClient)
    const ask = (NextToken: string | undefined) => client.send(new DescribeBudgetsCommand({ AccountId: place.account_id, ...token(NextToken) }))
    return total((await marked(calls, 'budgets:ViewBudget', ask, (page) => page.NextToken)).map((page) => page.Budgets?.length))
  },
}

/** Containers are not counted: a token need not be allowed to list every workload of its cluster. */
export const awsCounts = (calls: AwsCalls): CountPort => ({ countResources: async (place, kind) => (await COUNTS[kind]?.(calls, place)) ?? null })
