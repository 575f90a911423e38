// `npm run client`: writes the types of a client from the document that this build serves. Whoever changes the API runs it, and
// sees in the difference what integrators will see.
import { writeFile } from 'node:fs/promises';
import { ApiUnderTest } from '../integration/api/api-under-test.ts';
import { CLIENT_TYPES, clientTypes } from './client-types.ts';

const api = new ApiUnderTest();
await api.start();
const { body } = await api.call('/openapi.json', { headers: {} });
await writeFile(CLIENT_TYPES, await clientTypes(body));
await api.stop();
