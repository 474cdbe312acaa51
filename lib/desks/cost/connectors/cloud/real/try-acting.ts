import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { Fault } from '@/lib/kernel/errors'
import type { Place } from '../call'
import type { AwsSession } from './aws-account'
import { toFault } from './aws-classify'
import { type AwsConnection, awsClients } from './aws-clients'
import type { Cluster } from './cluster-api'
import { kubernetesWorkloads } from './kubernetes'

/** Nothing may be done in it. Who one is may be asked without any permission. */
const TRIED_SESSION: AwsSession = {
  name: 'countersign-act-test',
  may: 'read',
  policyOf: () => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['sts:GetCallerIdentity'], Resource: '*' }] }),
}

/** Takes on the role that acts in an account and asks who it is there. Throws Fault where it cannot be taken on. */
export async function tryRole(connection: AwsConnection, place: Place): Promise<string> {
  const clients = await awsClients({ ...connection, session: TRIED_SESSION })(place)
  const { Arn = '' } = await clients
    .read(STSClient)
    .send(new GetCallerIdentityCommand({}))
    .catch((error: unknown) => {
      throw toFault(error, 'sts:GetCallerIdentity')
    })
  return `it is ${Arn} there`
}

/** Asks a cluster whether the token that changes it may. Throws Fault where it may not. */
export async function tryWriteToken(clusters: Readonly<Record<string, Cluster>>, name: string, timeout_ms: number): Promise<string> {
  if (await kubernetesWorkloads(clusters, timeout_ms, 'read').mayPatch(name, 'write_token')) return 'it may patch deployments'
  throw new Fault('forbidden', 'the token may not patch deployments: give its service account that right')
}
