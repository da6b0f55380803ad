/** One clear sentence for each way in which a connection fails. */
const SENTENCES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there (connection refused)',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ENOTFOUND: 'its name is not known to DNS',
  EAI_AGAIN: 'DNS gives no answer for its name',
  EHOSTUNREACH: 'there is no way to this host',
  ENETUNREACH: 'there is no way to this network',
  ETIMEDOUT: 'it gave no answer in time',
  ERR_STREAM_PREMATURE_CLOSE: 'its answers are cut off',
  SELF_SIGNED_CERT_IN_CHAIN:
    'its certificate is signed by an authority that the kubeconfig does not name',
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'its certificate is signed by itself, and the kubeconfig does not name it',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'its certificate is signed by an authority that the kubeconfig does not name',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'its certificate is signed by an authority that the kubeconfig does not name',
  CERT_SIGNATURE_FAILURE:
    'its certificate is signed by another authority than the one in the kubeconfig',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet; is the clock right?',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for other names than this one',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: 'it does not know the authority of our client certificate',
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED: 'our client certificate has expired',
  ERR_SSL_TLSV1_ALERT_CERTIFICATE_EXPIRED: 'our client certificate has expired',
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: 'it refuses our client certificate',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS; is the address right?',
  EPROTO: 'it does not speak TLS as we do',
};

export const sentenceFor = (server: string, code: string, words: string): string =>
  `cannot reach ${server}: ${SENTENCES[code] ?? words}`;

/** Nothing that a second try could mend. */
export const isHopeless = (code: string): boolean =>
  code === 'ENOTFOUND' || /CERT|SSL|TLS|SIGNATURE|EPROTO/.test(code);
