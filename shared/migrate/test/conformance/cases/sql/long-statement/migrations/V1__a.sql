CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(100), b TEXT);
INSERT INTO t VALUES
  (0, REPEAT('a;', 30), 'abc; -- d it''s 0'),
  (1, REPEAT('b;', 30), 'abc; -- d abc; -- d it''s 1'),
  (2, REPEAT('c;', 30), 'abc; -- d abc; -- d abc; -- d it''s 2'),
  (3, REPEAT('d;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 3'),
  (4, REPEAT('e;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 4'),
  (5, REPEAT('f;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 5'),
  (6, REPEAT('g;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 6'),
  (7, REPEAT('h;', 30), 'abc; -- d it''s 7'),
  (8, REPEAT('i;', 30), 'abc; -- d abc; -- d it''s 8'),
  (9, REPEAT('j;', 30), 'abc; -- d abc; -- d abc; -- d it''s 9'),
  (10, REPEAT('k;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 10'),
  (11, REPEAT('l;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 11'),
  (12, REPEAT('m;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 12'),
  (13, REPEAT('n;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 13'),
  (14, REPEAT('o;', 30), 'abc; -- d it''s 14'),
  (15, REPEAT('p;', 30), 'abc; -- d abc; -- d it''s 15'),
  (16, REPEAT('q;', 30), 'abc; -- d abc; -- d abc; -- d it''s 16'),
  (17, REPEAT('r;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 17'),
  (18, REPEAT('s;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 18'),
  (19, REPEAT('t;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 19'),
  (20, REPEAT('u;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 20'),
  (21, REPEAT('v;', 30), 'abc; -- d it''s 21'),
  (22, REPEAT('w;', 30), 'abc; -- d abc; -- d it''s 22'),
  (23, REPEAT('x;', 30), 'abc; -- d abc; -- d abc; -- d it''s 23'),
  (24, REPEAT('y;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 24'),
  (25, REPEAT('z;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 25'),
  (26, REPEAT('a;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 26'),
  (27, REPEAT('b;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 27'),
  (28, REPEAT('c;', 30), 'abc; -- d it''s 28'),
  (29, REPEAT('d;', 30), 'abc; -- d abc; -- d it''s 29'),
  (30, REPEAT('e;', 30), 'abc; -- d abc; -- d abc; -- d it''s 30'),
  (31, REPEAT('f;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 31'),
  (32, REPEAT('g;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 32'),
  (33, REPEAT('h;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 33'),
  (34, REPEAT('i;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 34'),
  (35, REPEAT('j;', 30), 'abc; -- d it''s 35'),
  (36, REPEAT('k;', 30), 'abc; -- d abc; -- d it''s 36'),
  (37, REPEAT('l;', 30), 'abc; -- d abc; -- d abc; -- d it''s 37'),
  (38, REPEAT('m;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 38'),
  (39, REPEAT('n;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 39'),
  (40, REPEAT('o;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 40'),
  (41, REPEAT('p;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 41'),
  (42, REPEAT('q;', 30), 'abc; -- d it''s 42'),
  (43, REPEAT('r;', 30), 'abc; -- d abc; -- d it''s 43'),
  (44, REPEAT('s;', 30), 'abc; -- d abc; -- d abc; -- d it''s 44'),
  (45, REPEAT('t;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 45'),
  (46, REPEAT('u;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 46'),
  (47, REPEAT('v;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 47'),
  (48, REPEAT('w;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 48'),
  (49, REPEAT('x;', 30), 'abc; -- d it''s 49'),
  (50, REPEAT('y;', 30), 'abc; -- d abc; -- d it''s 50'),
  (51, REPEAT('z;', 30), 'abc; -- d abc; -- d abc; -- d it''s 51'),
  (52, REPEAT('a;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 52'),
  (53, REPEAT('b;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 53'),
  (54, REPEAT('c;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 54'),
  (55, REPEAT('d;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 55'),
  (56, REPEAT('e;', 30), 'abc; -- d it''s 56'),
  (57, REPEAT('f;', 30), 'abc; -- d abc; -- d it''s 57'),
  (58, REPEAT('g;', 30), 'abc; -- d abc; -- d abc; -- d it''s 58'),
  (59, REPEAT('h;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 59'),
  (60, REPEAT('i;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 60'),
  (61, REPEAT('j;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 61'),
  (62, REPEAT('k;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 62'),
  (63, REPEAT('l;', 30), 'abc; -- d it''s 63'),
  (64, REPEAT('m;', 30), 'abc; -- d abc; -- d it''s 64'),
  (65, REPEAT('n;', 30), 'abc; -- d abc; -- d abc; -- d it''s 65'),
  (66, REPEAT('o;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 66'),
  (67, REPEAT('p;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 67'),
  (68, REPEAT('q;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 68'),
  (69, REPEAT('r;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 69'),
  (70, REPEAT('s;', 30), 'abc; -- d it''s 70'),
  (71, REPEAT('t;', 30), 'abc; -- d abc; -- d it''s 71'),
  (72, REPEAT('u;', 30), 'abc; -- d abc; -- d abc; -- d it''s 72'),
  (73, REPEAT('v;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 73'),
  (74, REPEAT('w;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 74'),
  (75, REPEAT('x;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 75'),
  (76, REPEAT('y;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 76'),
  (77, REPEAT('z;', 30), 'abc; -- d it''s 77'),
  (78, REPEAT('a;', 30), 'abc; -- d abc; -- d it''s 78'),
  (79, REPEAT('b;', 30), 'abc; -- d abc; -- d abc; -- d it''s 79'),
  (80, REPEAT('c;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 80'),
  (81, REPEAT('d;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 81'),
  (82, REPEAT('e;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 82'),
  (83, REPEAT('f;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 83'),
  (84, REPEAT('g;', 30), 'abc; -- d it''s 84'),
  (85, REPEAT('h;', 30), 'abc; -- d abc; -- d it''s 85'),
  (86, REPEAT('i;', 30), 'abc; -- d abc; -- d abc; -- d it''s 86'),
  (87, REPEAT('j;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 87'),
  (88, REPEAT('k;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 88'),
  (89, REPEAT('l;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 89'),
  (90, REPEAT('m;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 90'),
  (91, REPEAT('n;', 30), 'abc; -- d it''s 91'),
  (92, REPEAT('o;', 30), 'abc; -- d abc; -- d it''s 92'),
  (93, REPEAT('p;', 30), 'abc; -- d abc; -- d abc; -- d it''s 93'),
  (94, REPEAT('q;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 94'),
  (95, REPEAT('r;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 95'),
  (96, REPEAT('s;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 96'),
  (97, REPEAT('t;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 97'),
  (98, REPEAT('u;', 30), 'abc; -- d it''s 98'),
  (99, REPEAT('v;', 30), 'abc; -- d abc; -- d it''s 99'),
  (100, REPEAT('w;', 30), 'abc; -- d abc; -- d abc; -- d it''s 100'),
  (101, REPEAT('x;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 101'),
  (102, REPEAT('y;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 102'),
  (103, REPEAT('z;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 103'),
  (104, REPEAT('a;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 104'),
  (105, REPEAT('b;', 30), 'abc; -- d it''s 105'),
  (106, REPEAT('c;', 30), 'abc; -- d abc; -- d it''s 106'),
  (107, REPEAT('d;', 30), 'abc; -- d abc; -- d abc; -- d it''s 107'),
  (108, REPEAT('e;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 108'),
  (109, REPEAT('f;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 109'),
  (110, REPEAT('g;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 110'),
  (111, REPEAT('h;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 111'),
  (112, REPEAT('i;', 30), 'abc; -- d it''s 112'),
  (113, REPEAT('j;', 30), 'abc; -- d abc; -- d it''s 113'),
  (114, REPEAT('k;', 30), 'abc; -- d abc; -- d abc; -- d it''s 114'),
  (115, REPEAT('l;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 115'),
  (116, REPEAT('m;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 116'),
  (117, REPEAT('n;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 117'),
  (118, REPEAT('o;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 118'),
  (119, REPEAT('p;', 30), 'abc; -- d it''s 119'),
  (120, REPEAT('q;', 30), 'abc; -- d abc; -- d it''s 120'),
  (121, REPEAT('r;', 30), 'abc; -- d abc; -- d abc; -- d it''s 121'),
  (122, REPEAT('s;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 122'),
  (123, REPEAT('t;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 123'),
  (124, REPEAT('u;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 124'),
  (125, REPEAT('v;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 125'),
  (126, REPEAT('w;', 30), 'abc; -- d it''s 126'),
  (127, REPEAT('x;', 30), 'abc; -- d abc; -- d it''s 127'),
  (128, REPEAT('y;', 30), 'abc; -- d abc; -- d abc; -- d it''s 128'),
  (129, REPEAT('z;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 129'),
  (130, REPEAT('a;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 130'),
  (131, REPEAT('b;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 131'),
  (132, REPEAT('c;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 132'),
  (133, REPEAT('d;', 30), 'abc; -- d it''s 133'),
  (134, REPEAT('e;', 30), 'abc; -- d abc; -- d it''s 134'),
  (135, REPEAT('f;', 30), 'abc; -- d abc; -- d abc; -- d it''s 135'),
  (136, REPEAT('g;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 136'),
  (137, REPEAT('h;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 137'),
  (138, REPEAT('i;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 138'),
  (139, REPEAT('j;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 139'),
  (140, REPEAT('k;', 30), 'abc; -- d it''s 140'),
  (141, REPEAT('l;', 30), 'abc; -- d abc; -- d it''s 141'),
  (142, REPEAT('m;', 30), 'abc; -- d abc; -- d abc; -- d it''s 142'),
  (143, REPEAT('n;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 143'),
  (144, REPEAT('o;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 144'),
  (145, REPEAT('p;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 145'),
  (146, REPEAT('q;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 146'),
  (147, REPEAT('r;', 30), 'abc; -- d it''s 147'),
  (148, REPEAT('s;', 30), 'abc; -- d abc; -- d it''s 148'),
  (149, REPEAT('t;', 30), 'abc; -- d abc; -- d abc; -- d it''s 149'),
  (150, REPEAT('u;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 150'),
  (151, REPEAT('v;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 151'),
  (152, REPEAT('w;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 152'),
  (153, REPEAT('x;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 153'),
  (154, REPEAT('y;', 30), 'abc; -- d it''s 154'),
  (155, REPEAT('z;', 30), 'abc; -- d abc; -- d it''s 155'),
  (156, REPEAT('a;', 30), 'abc; -- d abc; -- d abc; -- d it''s 156'),
  (157, REPEAT('b;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 157'),
  (158, REPEAT('c;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 158'),
  (159, REPEAT('d;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 159'),
  (160, REPEAT('e;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 160'),
  (161, REPEAT('f;', 30), 'abc; -- d it''s 161'),
  (162, REPEAT('g;', 30), 'abc; -- d abc; -- d it''s 162'),
  (163, REPEAT('h;', 30), 'abc; -- d abc; -- d abc; -- d it''s 163'),
  (164, REPEAT('i;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 164'),
  (165, REPEAT('j;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 165'),
  (166, REPEAT('k;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 166'),
  (167, REPEAT('l;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 167'),
  (168, REPEAT('m;', 30), 'abc; -- d it''s 168'),
  (169, REPEAT('n;', 30), 'abc; -- d abc; -- d it''s 169'),
  (170, REPEAT('o;', 30), 'abc; -- d abc; -- d abc; -- d it''s 170'),
  (171, REPEAT('p;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 171'),
  (172, REPEAT('q;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 172'),
  (173, REPEAT('r;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 173'),
  (174, REPEAT('s;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 174'),
  (175, REPEAT('t;', 30), 'abc; -- d it''s 175'),
  (176, REPEAT('u;', 30), 'abc; -- d abc; -- d it''s 176'),
  (177, REPEAT('v;', 30), 'abc; -- d abc; -- d abc; -- d it''s 177'),
  (178, REPEAT('w;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 178'),
  (179, REPEAT('x;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 179'),
  (180, REPEAT('y;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 180'),
  (181, REPEAT('z;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 181'),
  (182, REPEAT('a;', 30), 'abc; -- d it''s 182'),
  (183, REPEAT('b;', 30), 'abc; -- d abc; -- d it''s 183'),
  (184, REPEAT('c;', 30), 'abc; -- d abc; -- d abc; -- d it''s 184'),
  (185, REPEAT('d;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 185'),
  (186, REPEAT('e;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 186'),
  (187, REPEAT('f;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 187'),
  (188, REPEAT('g;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 188'),
  (189, REPEAT('h;', 30), 'abc; -- d it''s 189'),
  (190, REPEAT('i;', 30), 'abc; -- d abc; -- d it''s 190'),
  (191, REPEAT('j;', 30), 'abc; -- d abc; -- d abc; -- d it''s 191'),
  (192, REPEAT('k;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 192'),
  (193, REPEAT('l;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 193'),
  (194, REPEAT('m;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 194'),
  (195, REPEAT('n;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 195'),
  (196, REPEAT('o;', 30), 'abc; -- d it''s 196'),
  (197, REPEAT('p;', 30), 'abc; -- d abc; -- d it''s 197'),
  (198, REPEAT('q;', 30), 'abc; -- d abc; -- d abc; -- d it''s 198'),
  (199, REPEAT('r;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 199'),
  (200, REPEAT('s;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 200'),
  (201, REPEAT('t;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 201'),
  (202, REPEAT('u;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 202'),
  (203, REPEAT('v;', 30), 'abc; -- d it''s 203'),
  (204, REPEAT('w;', 30), 'abc; -- d abc; -- d it''s 204'),
  (205, REPEAT('x;', 30), 'abc; -- d abc; -- d abc; -- d it''s 205'),
  (206, REPEAT('y;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 206'),
  (207, REPEAT('z;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 207'),
  (208, REPEAT('a;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 208'),
  (209, REPEAT('b;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 209'),
  (210, REPEAT('c;', 30), 'abc; -- d it''s 210'),
  (211, REPEAT('d;', 30), 'abc; -- d abc; -- d it''s 211'),
  (212, REPEAT('e;', 30), 'abc; -- d abc; -- d abc; -- d it''s 212'),
  (213, REPEAT('f;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 213'),
  (214, REPEAT('g;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 214'),
  (215, REPEAT('h;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 215'),
  (216, REPEAT('i;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 216'),
  (217, REPEAT('j;', 30), 'abc; -- d it''s 217'),
  (218, REPEAT('k;', 30), 'abc; -- d abc; -- d it''s 218'),
  (219, REPEAT('l;', 30), 'abc; -- d abc; -- d abc; -- d it''s 219'),
  (220, REPEAT('m;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 220'),
  (221, REPEAT('n;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 221'),
  (222, REPEAT('o;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 222'),
  (223, REPEAT('p;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 223'),
  (224, REPEAT('q;', 30), 'abc; -- d it''s 224'),
  (225, REPEAT('r;', 30), 'abc; -- d abc; -- d it''s 225'),
  (226, REPEAT('s;', 30), 'abc; -- d abc; -- d abc; -- d it''s 226'),
  (227, REPEAT('t;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 227'),
  (228, REPEAT('u;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 228'),
  (229, REPEAT('v;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 229'),
  (230, REPEAT('w;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 230'),
  (231, REPEAT('x;', 30), 'abc; -- d it''s 231'),
  (232, REPEAT('y;', 30), 'abc; -- d abc; -- d it''s 232'),
  (233, REPEAT('z;', 30), 'abc; -- d abc; -- d abc; -- d it''s 233'),
  (234, REPEAT('a;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 234'),
  (235, REPEAT('b;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 235'),
  (236, REPEAT('c;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 236'),
  (237, REPEAT('d;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 237'),
  (238, REPEAT('e;', 30), 'abc; -- d it''s 238'),
  (239, REPEAT('f;', 30), 'abc; -- d abc; -- d it''s 239'),
  (240, REPEAT('g;', 30), 'abc; -- d abc; -- d abc; -- d it''s 240'),
  (241, REPEAT('h;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 241'),
  (242, REPEAT('i;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 242'),
  (243, REPEAT('j;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 243'),
  (244, REPEAT('k;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 244'),
  (245, REPEAT('l;', 30), 'abc; -- d it''s 245'),
  (246, REPEAT('m;', 30), 'abc; -- d abc; -- d it''s 246'),
  (247, REPEAT('n;', 30), 'abc; -- d abc; -- d abc; -- d it''s 247'),
  (248, REPEAT('o;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 248'),
  (249, REPEAT('p;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 249'),
  (250, REPEAT('q;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 250'),
  (251, REPEAT('r;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 251'),
  (252, REPEAT('s;', 30), 'abc; -- d it''s 252'),
  (253, REPEAT('t;', 30), 'abc; -- d abc; -- d it''s 253'),
  (254, REPEAT('u;', 30), 'abc; -- d abc; -- d abc; -- d it''s 254'),
  (255, REPEAT('v;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d it''s 255'),
  (256, REPEAT('w;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 256'),
  (257, REPEAT('x;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 257'),
  (258, REPEAT('y;', 30), 'abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d abc; -- d it''s 258'),
  (259, REPEAT('z;', 30), 'abc; -- d it''s 259');
SET group_concat_max_len = 1000000;
CREATE TABLE u AS SELECT COUNT(*) AS n, SUM(LENGTH(b)) AS bytes, CRC32(GROUP_CONCAT(b ORDER BY id)) AS m FROM t;
DELETE FROM t WHERE id NOT IN (6, 259);
INSERT INTO t VALUES (1000, '', CONCAT('x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;x;', '', "y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
y
"));
UPDATE t SET b = LENGTH(b) WHERE id = 1000;
