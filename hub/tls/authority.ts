import './reflect-metadata'
import {
  createHash,
  createPrivateKey,
  randomBytes,
  sign,
  webcrypto,
  X509Certificate as NodeCertificate,
} from 'node:crypto'
import { hostname, networkInterfaces } from 'node:os'
import { isIP } from 'node:net'
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
  X509Certificate,
  cryptoProvider,
} from '@peculiar/x509'
import { isUnspecified } from '../../core/hub/addresses'
import { revocationText } from '../../core/hub/enrolment'
import type { Revocation } from '../../core/hub/stations'
import type { Database } from '../sql/database'

/** The hub's own certificate authority. Stations pin it at enrolment, so its name and its end matter to nobody else. */
export interface Authority {
  /** PEM. */
  readonly certificate: string
  /** SHA-256 of its DER, hex. */
  readonly fingerprint: string
  /** A certificate for these host names and addresses, with its key, PEM. */
  leaf(names: readonly string[]): Promise<{ readonly certificate: string; readonly key: string }>
  /** The order that wipes a station's people store. */
  revocation(station: string, log: string, at: number): Revocation
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
/**
 * Good at whatever time a clock shows: the hub's may be years wrong when it starts and be set right while it runs, a
 * station's must still reach the hub that tells it so. What ends a certificate is its key: a leaf's is gone with the
 * process, the CA's is what stations pinned.
 */
const ALWAYS = { notBefore: new Date(0), notAfter: new Date('9999-12-31T23:59:59Z') }

// The library is typed for browsers; Node's keys are the same keys.
cryptoProvider.set(webcrypto as never)

/** The authority of this database; made at the first start of all, by whichever process is first. */
export async function openAuthority(db: Pick<Database, 'query'>): Promise<Authority> {
  const found = await readAuthority(db)
  if (found !== null) return fromPem(found)
  const made = await makeAuthority()
  await db.query('INSERT INTO authority (id, certificate, private_key) VALUES (1, $1, $2) ON CONFLICT DO NOTHING', [
    made.certificate,
    made.private_key,
  ])
  return fromPem((await readAuthority(db)) ?? made)
}

interface AuthorityRow {
  readonly certificate: string
  readonly private_key: string
}

async function readAuthority(db: Pick<Database, 'query'>): Promise<AuthorityRow | null> {
  const { rows } = await db.query<AuthorityRow>('SELECT certificate, private_key FROM authority WHERE id = 1')
  return rows[0] ?? null
}

async function makeAuthority(): Promise<AuthorityRow> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: 'CN=Pendopo hub CA',
    ...ALWAYS,
    keys: keys as never,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.digitalSignature, true),
    ],
  })
  return { certificate: certificate.toString('pem'), private_key: await toPem(keys.privateKey) }
}

function fromPem({ certificate, private_key }: AuthorityRow): Authority {
  const key = createPrivateKey(private_key)
  const ca = new X509Certificate(certificate)
  return {
    certificate,
    fingerprint: createHash('sha256').update(new NodeCertificate(certificate).raw).digest('hex'),
    leaf: (names) => makeLeaf(ca, key.export({ type: 'pkcs8', format: 'der' }), names),
    revocation(station, log, at) {
      const text = Buffer.from(revocationText(station, log, at), 'utf8')
      const signature = sign('sha256', text, { key, dsaEncoding: 'ieee-p1363' }).toString('base64')
      return { code: 'revoked', revocation: { station, log, at, signature } }
    },
  }
}

async function makeLeaf(
  ca: X509Certificate,
  caKey: Buffer,
  names: readonly string[],
): Promise<{ certificate: string; key: string }> {
  const signingKey = await webcrypto.subtle.importKey('pkcs8', caKey, ALGORITHM, false, ['sign'])
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const leaf = await X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: 'CN=Pendopo hub',
    issuer: ca.subject,
    ...ALWAYS,
    signingKey: signingKey as never,
    publicKey: keys.publicKey as never,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        names.map((name) => ({ type: isIP(name) === 0 ? ('dns' as const) : ('ip' as const), value: name })),
      ),
    ],
  })
  // The CA goes along in the chain, so that a new station sees whose fingerprint it is to check.
  return { certificate: `${leaf.toString('pem')}\n${ca.toString('pem')}\n`, key: await toPem(keys.privateKey) }
}

/** Names under which this machine may be reached at this moment. */
export function ownNames(host: string): string[] {
  const addresses = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .map(({ address }) => address.replace(/%.*$/, ''))
  return [
    ...new Set(['localhost', '127.0.0.1', '::1', hostname(), ...(isUnspecified(host) ? [] : [host]), ...addresses]),
  ]
}

const serialNumber = (): string => `01${randomBytes(15).toString('hex')}`

async function toPem(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key))
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    .export({ type: 'pkcs8', format: 'pem' })
    .toString()
}
