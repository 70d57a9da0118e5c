// For whoever looks after the system: what it depends on, and what has failed for good.
import './shell.js';
import { deadLetters } from './dead-letters.js';
import { watchHealth } from './health.js';

watchHealth();
deadLetters();
