import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

export interface Seal { close: (value: object) => string, open: (text: string | undefined) => object | null }

/**
 * What a browser carries for us and can neither read nor change: AES-256-GCM under a key of its own for each purpose.
 * Texts are padded to steps of 64 bytes, so that their length says little.
 */
export function makeSeal (secret: string, purpose: string): Seal {
  const key = Buffer.from(hkdfSync('sha256', secret, '', purpose, 32))
  return {
    close (value) {
      const text = Buffer.from(JSON.stringify(value))
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const padded = Buffer.concat([text, Buffer.alloc(63 - (text.length + 63) % 64, ' ')])
      return Buffer.concat([nonce, cipher.update(padded), cipher.final(), cipher.getAuthTag()]).toString('base64url')
    },
    open (text) {
      try {
        const bytes = Buffer.from(text ?? '', 'base64url')
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
        decipher.setAuthTag(bytes.subarray(-16))
        return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8')) as object
      } catch {
        return null
      }
    }
  }
}
