import { asSentence } from '@/components/cards/as-sentence'
import { isError } from '@/components/cards/send-command'

type Delivery = { source: string; key: string; part: number; of: number }

/** Sends one file of a delivery as it is and reports how much has left the browser. The last one starts the import of all. */
export function sendBill(file: File, { source, key, part, of }: Delivery, onShare: (share: number) => void): Promise<{ ok: boolean; text: string }> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/imports?${new URLSearchParams({ name: file.name, source, key, part: String(part), of: String(of) })}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.onprogress = (e) => onShare(e.lengthComputable ? e.loaded / e.total : 0)
    request.onerror = () => resolve({ ok: false, text: 'The server did not answer. Nothing was imported; try again.' })
    request.onload = () => {
      if (request.status === 202) return resolve({ ok: true, text: 'Received. Waiting for the other files of this delivery.' })
      if (request.status < 300) return resolve({ ok: true, text: 'Received. It appears below while it is read.' })
      let body: unknown = null
      try {
        body = JSON.parse(request.responseText)
      } catch {
        body = null
      }
      resolve({
        ok: false,
        text: isError(body) ? asSentence(body.error.message) : `The server answered ${request.status} without a reason. Nothing was imported.`,
      })
    }
    request.send(file)
  })
}
