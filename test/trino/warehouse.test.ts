import { warehouseContract } from '../contracts/warehouse.ts';
import { openSchema } from './schema.ts';

warehouseContract('Trino', () => openSchema('contract'));
