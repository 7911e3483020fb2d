/**
 * Tickets of pretix (`pretix_sig1`) made with throw-away keys; `strict` is what a strict reader answers.
 */
export const PRETIX_VECTORS = {
  keys: [
    'LS0tLS1CRUdJTiBQVUJMSUMgS0VZLS0tLS0KTUNvd0JRWURLMlZ3QXlFQUhwbU5WMWZxclJkcFVvc2ZGVjNFdkhzdWE5UFVIeUo0R2VsdmdoUkFOU009Ci0tLS0tRU5EIFBVQkxJQyBLRVktLS0tLQo=',
  ],
  otherKey:
    'LS0tLS1CRUdJTiBQVUJMSUMgS0VZLS0tLS0KTUNvd0JRWURLMlZ3QXlFQTdnOUl1VEVMM1FjQmVxaHFwK0EvNE1BUUlJOE80RmxrMEpMTWh3VDBLdkE9Ci0tLS0tRU5EIFBVQkxJQyBLRVktLS0tLQo=',
  tickets: {
    valid: {
      qr: '=IAUFSkqLPqap7mn3dneiX6kTPxNMlE2vMfRHiln2eFobJww09aa4szFu9LrdhzqUe8gYCjVBJiy10TxoPnNsMAAwAAKlBhYaFmMR12N4tUCKAEARAQA',
      strict: 'VALID',
    },
    variation_subevent: {
      qr: 'KUr1sxi4QC60pR3WBFM253TWwFyXEUMREMJFR6ufRBxbOwt2BX9oaos8KFzwv1GEFTQZB95d8hrZmZlTlJx6+AAMAgiDgcAGlBBdUNjcMlTcwAVCKAEAVAQA',
      strict: 'VALID',
    },
    window: {
      qr: '==QDWGBwwsNwRxQqEDxledOT8+MQqKdIIdrL6iM3NEcJ+0QaMLe/5r606ILNEUrGk/jrymH0DA3k7Hwmjp0FlnPGGoM3U+PMGos1yDIKmBBdzR1dwQmbxcVCKAEAZAQA',
      strict: 'VALID',
    },
    other_key: {
      qr: '=QAeBfLmezPBPMft149882UCotresFcAh7bLwufpnLNFzJaDbBu3Ox6Dnh+rE9JDTOcF2JHWXDptFovm7mL5Z1GAwAAKlBRM5V2SyVGa0BTCKAEARAQA',
      strict: 'badsig',
    },
    tampered: {
      qr: '=IAUFSkqLPqap7mn3dneiX6kTPxNMlE2vMfRHiln2eFobJww09aa4szFu9LrdhzqUe8gYCjVBJiy10TxoPnNsMAAwAAKlBhYaFmMR12N5tUCKAEARAQA',
      strict: 'badsig',
    },
  },
} as const
