import { asSentence } from '@/components/cards/as-sentence'
import { isError } from '@/components/cards/send-command'

type Delivery = { source: string; key: string; part: number; of: number }

/** `import_id` is null until the last file of a delivery has come. */
type BillAnswer = { ok: boolean; text: string; import_id: string | null }

/** Sends one file of a delivery as it is and reports how much has left the browser. The last one starts the import of all. */
export function sendBill(file: File, { source, key, part, of }: Delivery, onShare: (share: number) => void): Promise<BillAnswer> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/imports?${new URLSearchParams({ name: file.name, source, key, part: String(part), of: String(of) })}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.onprogress = (e) => onShare(e.lengthComputable ? e.loaded / e.total : 0)
    request.onerror = () => resolve({ ok: false, text: 'The server did not answer. Nothing was imported; try again.', import_id: null })
    request.onload = () => {
      const body = jsonOf(request.responseText)
      if (request.status === 202) return resolve({ ok: true, text: 'Received, as part of a delivery that is read together.', import_id: null })
      if (request.status < 300) return resolve({ ok: true, text: 'Received. It appears below while it is read.', import_id: importOf(body) })
      resolve({
        ok: false,
        text: isError(body) ? asSentence(body.error.message) : `The server answered ${request.status} without a reason. Nothing was imported.`,
        import_id: null,
      })
    }
    request.send(file)
  })
}

const importOf = (body: unknown): string | null =>
  typeof body === 'object' && body !== null && 'import_id' in body && typeof body.import_id === 'string' ? body.import_id : null

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
