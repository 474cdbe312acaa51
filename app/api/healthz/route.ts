import { pingDatabase } from '@/lib/db/health-store'

export const dynamic = 'force-dynamic'

/** 200 when this process answers and reaches the database; 503 otherwise. Says nothing about anybody's data. */
export async function GET(): Promise<Response> {
  try {
    await pingDatabase()
    return Response.json({ status: 'ok' })
  } catch {
    return Response.json({ status: 'database unreachable' }, { status: 503 })
  }
}
