/** Keys that are derived, digests and signatures, also by the Web Cryptography API. */
import crypto, { type webcrypto } from 'node:crypto'
import { type AnyFunction, method, type Replacement } from '../globals/replace.ts'
import { running } from '../host.ts'
import { atOnce, callbackByTwin } from './by-twin.ts'

/** The replacements of what the thread pool would compute. */
export const ciphers = (): Replacement[] => [
  ...['pbkdf2', 'scrypt', 'hkdf'].map(name => callbackByTwin({ on: crypto, name })),
  // Without a callback they are their own twins.
  ...['sign', 'verify'].map(name => callbackByTwin({ on: crypto, name, twin: name })),
  method(crypto.webcrypto.subtle, 'digest', digest),
  method(crypto.webcrypto.subtle, 'sign', signature),
  method(crypto.webcrypto.subtle, 'verify', verification),
]

type Named = string | { readonly name: string; readonly hash?: Named; readonly saltLength?: number }
type Key = webcrypto.CryptoKey
type Data = ArrayBuffer | NodeJS.ArrayBufferView

const nameOf = (named: Named | undefined): string =>
  (typeof named === 'string' ? named : (named?.name ?? '')).toUpperCase()

const hashes: Readonly<Record<string, string>> = {
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
}

/** A copy: the API does not see what is changed meanwhile, and neither do we. */
const bytes = (data: Data): Buffer =>
  ArrayBuffer.isView(data)
    ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    : Buffer.from(data)

function memory(buffer: Buffer): ArrayBuffer {
  const copy = new ArrayBuffer(buffer.length)
  new Uint8Array(copy).set(buffer)
  return copy
}

const digest = (real: AnyFunction): AnyFunction =>
  function (this: unknown, algorithm: Named, data: Data) {
    const host = running()
    const hash = hashes[nameOf(algorithm)]
    if (host === null || hash === undefined) return Reflect.apply(real, this, [algorithm, data])
    return atOnce(host, () =>
      memory(
        crypto
          .createHash(hash)
          .update(view(bytes(data)))
          .digest(),
      ),
    )
  }

/** How one algorithm signs and verifies; undefined where the API itself says what is wrong. */
type Signer = {
  sign(data: Buffer): Buffer
  verify(data: Buffer, signature: Buffer): boolean
}

function signerOf(algorithm: Named, key: Key, usage: 'sign' | 'verify'): Signer | undefined {
  const isFit = nameOf(algorithm) === nameOf(key.algorithm) && key.usages.includes(usage)
  if (!isFit) return undefined
  const given = typeof algorithm === 'string' ? undefined : algorithm.hash
  const hash = hashes[nameOf(given ?? (key.algorithm as { hash?: Named }).hash)]
  const object = crypto.KeyObject.from(key)
  switch (nameOf(algorithm)) {
    case 'HMAC':
      return hmac(hash, object)
    case 'RSASSA-PKCS1-V1_5':
      return pair(hash, { key: object })
    case 'ECDSA':
      return pair(hash, { key: object, dsaEncoding: 'ieee-p1363' })
    case 'ED25519':
      return pair(undefined, { key: object })
    default:
      return undefined
  }
}

function hmac(hash: string, key: crypto.KeyObject): Signer {
  const sign = (data: Buffer): Buffer => crypto.createHmac(hash, key).update(view(data)).digest()
  return { sign, verify: (data, signature) => sign(data).equals(view(signature)) }
}

const pair = (hash: string | undefined, key: crypto.SignKeyObjectInput): Signer => ({
  sign: data => crypto.sign(hash, view(data), key),
  verify: (data, signature) => crypto.verify(hash, view(data), key, view(signature)),
})

// The types of the oldest supported Node.js do not take a Buffer for the bytes it is.
const view = (buffer: Buffer): Uint8Array =>
  new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length)

const signature = (real: AnyFunction): AnyFunction =>
  function (this: unknown, algorithm: Named, key: Key, data: Data) {
    const host = running()
    const signer = host === null ? undefined : signerOf(algorithm, key, 'sign')
    if (host === null || signer === undefined) {
      return Reflect.apply(real, this, [algorithm, key, data]) as unknown
    }
    return atOnce(host, () => memory(signer.sign(bytes(data))))
  }

const verification = (real: AnyFunction): AnyFunction =>
  function (this: unknown, ...args: [algorithm: Named, key: Key, signature: Data, data: Data]) {
    const [algorithm, key, given, data] = args
    const host = running()
    const signer = host === null ? undefined : signerOf(algorithm, key, 'verify')
    if (host === null || signer === undefined) return Reflect.apply(real, this, args) as unknown
    return atOnce(host, () => signer.verify(bytes(data), bytes(given)))
  }
